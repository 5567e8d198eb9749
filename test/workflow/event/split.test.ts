import type { INodeParameters } from 'n8n-workflow';

import { eventsOf, exportEvents, hintsOf, idsOf } from '../../support/exporting';
import { generations } from '../../support/hostUnderTest';
import { usingEmulator, withEmulator } from '../../support/withEmulator';

interface Window {
	readonly from: string;
	readonly to: string;
	readonly events: number;
}

describe.each(generations)('Event → Split Date Range over %s', (generation) => {
	const emulator = withEmulator({ events: 400 });

	async function split(windowEvents: unknown, parameters: INodeParameters = {}) {
		const run = await exportEvents(emulator, generation, {
			operation: 'split',
			windowEvents: windowEvents as number,
			...parameters,
		});
		return { run, windows: eventsOf(run) as unknown as Window[] };
	}

	async function exportWindow({ from, to }: Window): Promise<string[]> {
		const run = await exportEvents(emulator, generation, {
			dateRange: 'between',
			from,
			to,
			returnAll: true,
			options: { excludeEnd: true, pageSize: 30 },
		});
		expect(run.error).toBeUndefined();
		return idsOf(eventsOf(run));
	}

	it('returns windows that together export each event once', async () => {
		const { run, windows } = await split(60);
		expect(run.error).toBeUndefined();
		expect(windows.length).toBeGreaterThan(6);
		const ids: string[] = [];
		for (const [index, window] of windows.entries()) {
			if (index > 0) expect(window.from).toBe(windows[index - 1]?.to);
			expect(window.events).toBeLessThanOrEqual(60);
			const inWindow = await exportWindow(window);
			expect(inWindow).toHaveLength(window.events);
			ids.push(...inWindow);
		}
		expect(ids.sort()).toEqual(idsOf(emulator.events()).sort());
	});

	it('begins the first window with the first event if the date range has no start', async () => {
		const [first = 0] = [...emulator.events()].map(({ start_time }) => Number(start_time)).sort();
		const { windows } = await split(60);
		expect(windows[0]?.from).toBe(new Date(Math.floor(first)).toISOString());
		const { windows: bounded } = await split(60, { dateRange: 'between', from: '2020-01-01' });
		expect(bounded[0]?.from).toBe('2020-01-01T00:00:00.000Z');
	});

	it('counts events without reading them', async () => {
		const { windows } = await split(100, { dateRange: 'between', from: '2020-01-01' });
		expect(windows.length).toBeGreaterThan(3);
		for (const { body } of emulator.requests) expect(body).toMatchObject({ limit: 1 });
	});

	it('counts only events that match the filters and the date range, including both ends', async () => {
		const times = [...emulator.events()].map(({ start_time }) => Number(start_time)).sort();
		const [from = 0, to = 0] = [times[100], times[300]];
		const { windows } = await split(1000, {
			dateRange: 'between',
			from: new Date(from).toISOString(),
			to: new Date(to).toISOString(),
			filterType: 'json',
			filtersJson: '[{"field":"event_type","operator":"is","value":"model","type":"string"}]',
		});
		const expected = [...emulator.events()].filter(
			({ event_type, start_time }) =>
				event_type === 'model' && Number(start_time) >= from && Number(start_time) <= to,
		);
		expect(windows).toEqual([
			{
				from: new Date(from).toISOString(),
				to: new Date(to + 1).toISOString(),
				events: expected.length,
			},
		]);
	});

	it('shows a hint when more events than fit in a window begin in one millisecond', async () => {
		const run = await usingEmulator(
			{ events: 50, distribution: 'millisecond' },
			async (crowded) =>
				await exportEvents(crowded, generation, { operation: 'split', windowEvents: 20 }),
		);
		const windows = eventsOf(run) as unknown as Window[];
		expect(windows.filter(({ events }) => events > 0)).toEqual([
			expect.objectContaining({ events: 50 }),
		]);
		expect(hintsOf(run)).toEqual([
			expect.stringMatching(
				/^50 events start in the same millisecond, \d{4}-.*Z\. They stay together/,
			),
		]);
	});

	it('shows a hint with the number of events that have no start time', async () => {
		const run = await usingEmulator({ events: 10 }, async (host) => {
			host.load([{ event_id: 'timeless', project_id: 'Demo Project', event_type: 'tool' }]);
			return await exportEvents(host, generation, { operation: 'split' });
		});
		expect(hintsOf(run)).toEqual([
			expect.stringMatching(/^Some events \(1\) are not in any window/),
		]);
	});

	it.each([
		[0, {}, "'Events per Window' is 0 but must be a whole number, 1 or more"],
		['few', {}, "'Events per Window' is 'few' but must be a whole number, 1 or more"],
		[
			5,
			{ dateRange: 'sinceLastRun' },
			"'Date Range' is 'sinceLastRun', which is not one of its choices",
		],
		[
			5,
			{ dateRange: 'between', from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
			"'From' (2026-02-01T00:00:00.000Z) is after 'To' (2026-01-01T00:00:00.000Z)",
		],
	])(
		'rejects Events per Window %j with the parameters %j',
		async (windowEvents, parameters, message) => {
			const { run } = await split(windowEvents, parameters);
			expect(run.error?.message).toBe(`${message} [item 0]`);
			expect(emulator.requests).toEqual([]);
		},
	);
});
