import type { INodeParameters } from 'n8n-workflow';

import type { Emulator } from '../../emulator';
import { allGenerations, eventsOf, exportEvents } from '../../support/exporting';
import { usingEmulator, withEmulator } from '../../support/withEmulator';

describe.each(allGenerations)('Event → Count over %s', (generation) => {
	const emulator = withEmulator({ events: 250 });

	async function count(parameters: INodeParameters = {}, host: Emulator = emulator) {
		return await exportEvents(host, generation, { operation: 'count', ...parameters });
	}

	/** Data Plane V2 returns no total: the meaning of its `count` is not documented. */
	const by = generation === 'search' ? 'pages' : 'total';

	it('returns the number of events and how it was counted, without reading them', async () => {
		expect((await count()).items).toEqual([
			{ json: { events: 250, counted_by: by }, pairedItem: { item: 0 } },
		]);
		expect(emulator.requests.length).toBeLessThan(25);
		for (const { body } of emulator.requests) expect(body).toMatchObject({ limit: 1 });
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
		expect(eventsOf(run)).toEqual([{ events: expected.length, counted_by: by }]);
	});

	it('returns 0 when there are no events', async () => {
		await usingEmulator({ events: 0, project: 'Demo Project' }, async (empty) => {
			expect(eventsOf(await count({}, empty))).toEqual([{ events: 0, counted_by: by }]);
		});
	});

	it('is correct on a host whose count is that of the page', async () => {
		await usingEmulator({ events: 40, countMeans: 'returned' }, async (host) => {
			expect(eventsOf(await count({}, host))).toEqual([{ events: 40, counted_by: by }]);
		});
	});
});
