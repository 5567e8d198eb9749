import type { INodeParameters } from 'n8n-workflow';

import type { FinishedRun } from '../../support/engine';
import { eventsOf, exportEvents } from '../../support/exporting';
import { usualGeneration } from '../../support/hostUnderTest';
import { withEmulator } from '../../support/withEmulator';

const session = 'caf77ace-3417-4da4-944d-f4a0688f3c23';

describe('The Session ID', () => {
	const emulator = withEmulator();

	beforeAll(() => {
		emulator.load([
			{ event_id: session, session_id: session, project_id: 'Demo Project', event_type: 'session' },
		]);
	});

	async function get(sessionId: INodeParameters[string]): Promise<FinishedRun> {
		const parameters = { resource: 'session', operation: 'get', sessionId };
		return await exportEvents(emulator, usualGeneration, parameters);
	}

	const app = 'https://app.us.honeyhive.ai/p/abc/traces/sessions';
	const located = (mode: string, value: string) => ({ __rl: true, mode, value });

	it.each<[string, INodeParameters[string]]>([
		['an entry of the list', located('list', session)],
		['an ID', located('id', ` ${session} `)],
		['a link', located('link', `${app}?event=${session}&range=30d`)],
		['an older link', located('link', `${app}/${session}/7d`)],
		['a link in place of an ID', located('id', `${app}?event=${session}`)],
		['an expression in a mode', located('id', `={{ "${session}" }}`)],
		['an expression that returns a link', located('link', `={{ "${app}?event=${session}" }}`)],
		['an expression in place of the whole', `={{ "${session}" }}`],
		['plain text', session],
	])('can be %s', async (_what, sessionId) => {
		const run = await get(sessionId);

		expect(run.error).toBeUndefined();
		expect(eventsOf(run)).toMatchObject([{ session_id: session }]);
	});

	it.each([
		['link', `${app}`, "'Session ID' is a link to the list of sessions, not to one of them"],
		[
			'link',
			'https://app.us.honeyhive.ai/p/abc/traces/completions?event=a',
			"'Session ID' is a link that does not lead to a session: its page is 'completions'",
		],
		[
			'id',
			'https://app.us.honeyhive.ai/p/abc/datasets/7',
			"'Session ID' is a link that does not lead to a session: its page is 'datasets/7'",
		],
		['link', `${app}?event=a%2Fb`, "'Session ID' is 'a/b', which cannot be an ID"],
		['id', '={{ $json.nope }}', "'Session ID' is empty"],
	])('cannot be read in the mode %s from %j', async (mode, value, message) => {
		const run = await get(located(mode, value));

		expect(run.error?.message).toBe(`${message} [item 0]`);
		expect(emulator.requests).toHaveLength(0);
	});

	it.each([
		['={{ $json.nope }}', "'Session ID' is empty [item 0]"],
		['a/b', "'Session ID' is 'a/b', which cannot be an ID [item 0]"],
		['={{ ["a"] }}', '\'Session ID\' is a list but must be text: ["a"] [item 0]'],
	])('cannot be %j', async (sessionId, message) => {
		const run = await get(sessionId);

		expect(run.error?.message).toBe(message);
		expect(emulator.requests).toHaveLength(0);
	});
});
