import type { INodeParameters } from 'n8n-workflow';

import type { Emulator } from '../../emulator';
import { eventsOf, exportEvents, hintsOf } from '../../support/exporting';
import { generations, hostSettings } from '../../support/hostUnderTest';
import { usingEmulator, withEmulator } from '../../support/withEmulator';

describe.each(generations)('Event → Count over %s', (generation) => {
	const emulator = withEmulator({ events: 250 });

	/** V2 hosts state a `count` instead of a total. */
	const isCountOfPage = generation === 'search' || hostSettings.exportV1Host === 'v2';
	const isTotalStated = !isCountOfPage || hostSettings.countMeans === 'total';

	async function count(parameters: INodeParameters = {}, host: Emulator = emulator) {
		return await exportEvents(host, generation, { operation: 'count', ...parameters });
	}

	it('returns the number of events, with one request for one event where HoneyHive states the total', async () => {
		const run = await count();
		expect(run.items).toEqual([{ json: { count: 250 }, pairedItem: { item: 0 } }]);
		if (isTotalStated) {
			expect(hintsOf(run)).toEqual([]);
			expect(emulator.requests).toHaveLength(1);
		}
		expect(emulator.requests[0]?.body).toMatchObject({ limit: 1 });
	});

	it('counts only events that match the filters and the date range', async () => {
		const starts = [...emulator.events()].map(({ start_time }) => Number(start_time)).sort();
		const from = starts[100] ?? 0;
		const expected = [...emulator.events()].filter(
			({ event_type, start_time }) => event_type === 'tool' && Number(start_time) >= from,
		);
		const run = await count({
			filterType: 'json',
			filtersJson: '[{"field":"event_type","operator":"is","value":"tool","type":"string"}]',
			dateRange: 'between',
			from: new Date(from).toISOString(),
		});
		expect(eventsOf(run)).toEqual([{ count: expected.length }]);
	});

	it('returns 0 when there are no events', async () => {
		await usingEmulator({ events: 0, project: 'Demo Project' }, async (empty) => {
			expect(eventsOf(await count({}, empty))).toEqual([{ count: 0 }]);
		});
	});

	it('is correct on a host whose count is that of the page', async () => {
		await usingEmulator({ events: 40, countMeans: 'returned' }, async (host) => {
			const run = await count({}, host);
			expect(eventsOf(run)).toEqual([{ count: 40 }]);
			expect(hintsOf(run)).toEqual(
				isCountOfPage
					? [
							'HoneyHive did not state how many events there are, so they were counted by page number: the number may be off if events arrived in the meantime.',
						]
					: [],
			);
			expect(host.requests.length).toBeLessThan(25);
		});
	});
});
