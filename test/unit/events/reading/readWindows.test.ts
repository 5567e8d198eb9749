import fc from 'fast-check';

import { expectEachOnce } from '../../../support/expectEachOnce';
import { ascending, expectOrder, idsOf, placesOf, read, runs, scenarios, within } from './scenario';
import { generate, show } from './stored';

describe('readWindows', () => {
	it('returns every event exactly once and in order, however the source behaves', async () => {
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

	it('returns every event exactly once from a source that accepts only smaller pages', async () => {
		const small = fc.integer({ min: 15, max: 40 });
		await fc.assert(
			fc.asyncProperty(scenarios, small, async (scenario, maxAccepted) => {
				const { ids, error } = await read({ ...scenario, pageSize: 300 }, {}, { maxAccepted });

				expect(error).toBeUndefined();
				expectEachOnce(ids);
				expect([...ids].sort()).toEqual(idsOf(within(scenario.range, scenario.events)).sort());
			}),
			runs(200),
		);
	});

	it('stays within its concurrency, and sends no more requests than the data requires, whatever the limit', async () => {
		const limits = fc.constantFrom(Infinity, Infinity, 50, 3, 1);
		await fc.assert(
			fc.asyncProperty(scenarios, limits, async (scenario, maxEvents) => {
				const { source } = await read(scenario, { maxEvents });

				const pages = Math.ceil(scenario.events.length / scenario.pageSize);
				expect(source.maxInFlight).toBeLessThanOrEqual(scenario.concurrency);
				expect(source.asked.length).toBeLessThanOrEqual(60 + 12 * pages);
			}),
			runs(1000),
		);
	});

	it('sends one request when all events fit on one page', async () => {
		await fc.assert(
			fc.asyncProperty(scenarios, async (scenario) => {
				// A count above the number of events leads to more requests.
				fc.pre(!scenario.behavior.includes('lies'));
				const pageSize = scenario.events.length + 1;
				const { source } = await read({ ...scenario, pageSize });

				expect(source.asked).toHaveLength(1);
				expect(source.asked[0]).toEqual({ range: scenario.range, limit: pageSize, page: 1 });
			}),
			runs(100),
		);
	});

	it('returns exactly the first events in order, up to the maximum number', async () => {
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

	it('does not read far beyond the maximum number of events', async () => {
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
		// All events fill 50 pages.
		expect(source.asked.length).toBeLessThanOrEqual(16);
	});
});
