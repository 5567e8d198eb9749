import type { INodeParameters } from 'n8n-workflow';

import { expectEachOnce } from '../support/expectEachOnce';
import { eventsOf, exportEvents, hintsOf, idsOf } from '../support/exporting';
import { tokensIn } from '../support/tokens';
import { generations, hostSettings, usualMaxLimit } from '../support/hostUnderTest';
import { withEmulator } from '../support/withEmulator';

describe.each(generations)('The main operations over %s', (generation) => {
	const emulator = withEmulator({ events: 2500, project: 'Demo Project' });

	const run = async (parameters: INodeParameters) =>
		await exportEvents(emulator, generation, parameters);

	it('returns all events once, with at most one hint about the size of pages', async () => {
		const finished = await run({ returnAll: true });

		expect(finished.error).toBeUndefined();
		expectEachOnce(idsOf(eventsOf(finished)));
		expect(idsOf(eventsOf(finished)).sort()).toEqual(idsOf(emulator.events()).sort());
		expect(hintsOf(finished).length).toBeLessThanOrEqual(
			hostSettings.maxExportLimit < usualMaxLimit ? 1 : 0,
		);
	});

	it('counts all events', async () => {
		expect(eventsOf(await run({ operation: 'count' }))).toEqual([{ count: 2500 }]);
	});

	it('is summarized with the tokens of its model events, each once', async () => {
		const tokens = [...emulator.events()]
			.filter(({ event_type }) => event_type === 'model')
			.map(({ metadata }) => tokensIn(metadata) ?? 0)
			.reduce((sum, one) => sum + one, 0);
		expect(tokens).toBeGreaterThan(0);

		const [row] = eventsOf(await run({ operation: 'summarize' }));
		expect(row).toMatchObject({ events: 2500 });
		expect(row?.total_tokens).toBe(tokens);
	});

	it('returns a whole session whose totals equal the sum over its model events', async () => {
		const [first] = emulator.events();
		const sessionId = String(first?.session_id);
		const events = [...emulator.events()].filter(({ session_id }) => session_id === sessionId);
		const models = events.filter(({ event_type }) => event_type === 'model');
		const tokens = models.flatMap(({ metadata }) => tokensIn(metadata) ?? []);

		const [session] = eventsOf(await run({ resource: 'session', operation: 'get', sessionId }));
		expect(session).toMatchObject({
			totals: {
				events: events.length,
				...(tokens.length > 0 && { total_tokens: tokens.reduce((sum, one) => sum + one, 0) }),
			},
		});
	});

	it('explains that a wrong key is not accepted', async () => {
		const credential = { apiKey: 'hh_wrong', baseUrl: emulator.url, generation };
		const finished = await exportEvents(emulator, generation, {}, { credential });
		expect(finished.error?.message).toContain('does not accept the API key');
	});
});
