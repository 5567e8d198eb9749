import fc from 'fast-check';

import { expectEachOnce } from '../../../support/expectEachOnce';
import { ascending, expectOrder, idsOf, placesOf, read, runs, scenarios, within } from './scenario';
import { generate, show } from './stored';

describe('Reading windows of time', () => {
	it('returns every event exactly once and in order, whatever the source is like', async () => {
		await fc.assert(
			fc.asyncProperty(scenarios, async (scenario) => {
				const { ids, events, error } = await read(scenario);

				expect(error).toBeUndefined();
				expectEachOnce(ids);
				expect([...ids].sort()).toEqual(idsOf(within(scenario.range, scenario.events)).sort());
				expectOrder(events, scenario.order);
			}),
			runs(500),
		);
	});

	it('never has more requests in flight than it may, and no more in all than the data calls for', async () => {
		await fc.assert(
			fc.asyncProperty(scenarios, async (scenario) => {
				const { source } = await read(scenario);

				const pages = Math.ceil(scenario.events.length / scenario.pageSize);
				expect(source.maxInFlight).toBeLessThanOrEqual(scenario.concurrency);
				expect(source.asked.length).toBeLessThanOrEqual(60 + 12 * pages);
			}),
			runs(500),
		);
	});

	it('asks once when everything fits one answer', async () => {
		await fc.assert(
			fc.asyncProperty(scenarios, async (scenario) => {
				// An answer that counts more than it holds is looked into.
				fc.pre(!scenario.behavior.includes('lies'));
				const pageSize = scenario.events.length + 1;
				const { source } = await read({ ...scenario, pageSize });

				// A count that claims more than came may be looked into.
				const most = scenario.behavior.includes('lies') ? 2 : 1;
				expect(source.asked.length).toBeLessThanOrEqual(most);
				expect(source.asked[0]).toEqual({ range: scenario.range, limit: pageSize, page: 1 });
			}),
			runs(100),
		);
	});

	it('returns exactly the first of the order when no more are wanted', async () => {
		await fc.assert(
			fc.asyncProperty(scenarios, fc.integer({ min: 1, max: 500 }), async (scenario, maxEvents) => {
				const { ids, events, error } = await read(scenario, { maxEvents });

				const all = within(scenario.range, scenario.events).map((event) =>
					show(event, scenario.shown),
				);
				expect(error).toBeUndefined();
				expectEachOnce(ids);
				expect(placesOf(events, scenario.order)).toEqual(
					ascending(placesOf(all, scenario.order)).slice(0, maxEvents),
				);
			}),
			runs(300),
		);
	});

	it('does not read on for events that nobody wants', async () => {
		const { source } = await read(
			{
				events: generate(1000, 'uniform', { seed: 1 }),
				shown: 'whole',
				behavior: 'search',
				range: {},
				pageSize: 20,
				concurrency: 4,
				order: 'newestFirst',
				seed: 1,
			},
			{ maxEvents: 40 },
		);
		// All of it is 50 pages.
		expect(source.asked.length).toBeLessThanOrEqual(16);
	});
});
