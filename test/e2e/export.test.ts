import { isDeepStrictEqual } from 'node:util';
import { GENERATIONS, GOOD_KEY, type HoneyHiveEvent } from '../emulator';
import { itemsOf, runWorkflow } from '../support/n8n/api/execution';
import { createCredential, createWorkflow, listExecutions } from '../support/n8n/api/rest';
import type { N8nSession } from '../support/n8n/api/session';
import { withEmulator } from '../support/withEmulator';
import { signIn } from './instance';
import { EXPORT, exportWorkflow, honeyHiveCredential, TRIGGER } from './workflows';

const PROJECT = 'Demo Project';
/** More than one page of every generation: the search takes 1000 at a time. */
const EVENTS = 2_500;

let n8n: N8nSession;
beforeAll(async () => {
	n8n = await signIn();
});

describe.each(GENERATIONS)('Export with the generation %s', (generation) => {
	const host = withEmulator({ generations: [generation], events: EVENTS, project: PROJECT });

	it('returns exactly the events that HoneyHive holds', async () => {
		// A v1 host names the project in each event it answers.
		const expected = [...host.events()].map((event) =>
			generation === 'exportV1' ? { ...event, project: PROJECT } : event,
		);
		const credential = await createCredential(
			n8n,
			honeyHiveCredential(host.url, generation, GOOD_KEY),
		);
		const workflow = await createWorkflow(
			n8n,
			exportWorkflow(credential, {
				project: { __rl: true, mode: 'name', value: PROJECT },
				dateRange: 'any',
				returnAll: true,
				output: 'raw',
			}),
		);

		const execution = await runWorkflow(n8n, workflow, TRIGGER);

		const events = itemsOf(execution, EXPORT).map(({ json }) => json as HoneyHiveEvent);
		expect(events).toHaveLength(EVENTS);
		expect(differing(events, expected)).toEqual([]);
		expect(await listExecutions(n8n, workflow.id)).toMatchObject([{ status: 'success' }]);
	});
});

/** The first few events that differ: two complete lists would be unreadable. */
function differing(events: readonly HoneyHiveEvent[], expected: readonly HoneyHiveEvent[]) {
	const exported = new Map(events.map((event) => [event.event_id, event]));
	return expected
		.map((event) => ({ expected: event, exported: exported.get(event.event_id) }))
		.filter((pair) => !isDeepStrictEqual(pair.expected, pair.exported))
		.slice(0, 3);
}
