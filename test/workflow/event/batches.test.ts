import type { INodeParameters } from 'n8n-workflow';

import { OddServer } from '../../paging/oddServer';
import type { FinishedRun, RunOptions } from '../../support/engine';
import { eventsOf, exportEvents, idsOf } from '../../support/exporting';
import { generations, usualGeneration } from '../../support/hostUnderTest';
import { withEmulator } from '../../support/withEmulator';

type Event = Record<string, unknown>;

const countsOf = (run: FinishedRun) => eventsOf(run).map(({ count }) => count);

/** All events of all items, whether they are lists or text. */
function unpack(run: FinishedRun): Event[] {
	return eventsOf(run).flatMap(({ events }) =>
		typeof events === 'string' ? (JSON.parse(events) as Event[]) : (events as Event[]),
	);
}

describe.each(generations)('Event → Export in batches over %s', (generation) => {
	const emulator = withEmulator({ events: 300 });

	async function run(
		parameters: INodeParameters = {},
		options: Partial<RunOptions> = {},
	): Promise<FinishedRun> {
		const small = { pageSize: 20, concurrency: 3 };
		return await exportEvents(
			emulator,
			generation,
			{ returnAll: true, options: small, outputFormat: 'batches', batchSize: 70, ...parameters },
			options,
		);
	}

	const outputs: Array<[string, INodeParameters]> = [
		['raw', { output: 'raw' }],
		['flattened', { output: 'raw', options: { flatten: true } }],
		['simplified', { output: 'simplified' }],
		['selected', { output: 'selected', fields: ['event_name', 'metadata.cost'] }],
		['sorted', { output: 'simplified', options: { sort: 'oldestFirst' } }],
	];

	describe.each(outputs)('of %s events', (_what, output) => {
		it.each(['list', 'json'])('returns the events of the items in order (%s)', async (content) => {
			const batches = await run({ ...output, batchContent: content });

			expect(batches.error).toBeUndefined();
			expect(countsOf(batches)).toEqual([70, 70, 70, 70, 20]);
			expect(unpack(batches)).toEqual(eventsOf(await run({ ...output, outputFormat: 'items' })));
		});
	});

	it('says of each batch its number, its count and its times', async () => {
		const all = await run();

		const [first, ...others] = all.items;
		const starts = unpack(all).map(({ start_time }) => Number(start_time));
		expect(first?.json).toEqual({
			batch: 1,
			count: 70,
			first_time: new Date(Math.min(...starts.slice(0, 70))).toISOString(),
			last_time: new Date(Math.max(...starts.slice(0, 70))).toISOString(),
			events: unpack(all).slice(0, 70),
		});
		expect(others.map(({ json }) => json.batch)).toEqual([2, 3, 4, 5]);
		expect(all.items.map(({ pairedItem }) => pairedItem)).toEqual(Array(5).fill({ item: 0 }));
	});

	it('returns as many events as Limit', async () => {
		const limited = { returnAll: false, limit: 25, batchSize: 10 };
		const items = eventsOf(await run({ ...limited, outputFormat: 'items' }));

		const batches = await run(limited);

		expect(countsOf(batches)).toEqual([10, 10, 5]);
		expect(unpack(batches)).toEqual(items);
	});

	it.each([
		['list', []],
		['json', '[]'],
	])('returns one empty batch when no event matches (%s)', async (batchContent, events) => {
		const never = { dateRange: 'between', from: '1990-01-01', to: '1990-01-02' };

		expect(eventsOf(await run({ ...never, batchContent }))).toEqual([
			{ batch: 1, count: 0, first_time: null, last_time: null, events },
		]);
	});

	it('returns the batches and reports the missing range when a part of the range fails', async () => {
		emulator.addFault({ kind: 'status', status: 500, skip: 6, times: 1 });
		const items = eventsOf(
			await run(
				{ options: { pageSize: 20, concurrency: 3, maxRetries: 0 }, batchSize: 50 },
				{ node: { onError: 'continueRegularOutput' } },
			),
		);

		const gap = items.pop();
		expect(gap?.error).toMatch(/^Events that started .* could not be read/);
		const ids = idsOf(items.flatMap(({ events }) => events as Event[]));
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids.length).toBeGreaterThan(50);
		expect(ids.length).toBeLessThan(300);
	});

	it.each([
		[{ batchSize: 0 }, "'Batch Size' is 0 but must be a whole number, from 1 to 10000"],
		[{ batchSize: 10_001 }, "'Batch Size' is 10001 but must be a whole number, from 1 to 10000"],
		[{ batchContent: 'xml' }, "'Batch Content' is 'xml', which is not one of its choices"],
	])('rejects %j', async (parameters, message) => {
		const { error } = await run(parameters);

		expect(error?.message).toBe(`${message} [item 0]`);
		expect(emulator.requests).toEqual([]);
	});
});

describe('Event → Export in batches with Since Last Run', () => {
	const emulator = withEmulator({ events: 0, project: 'Demo Project' });

	it('returns each event in one run, and an empty batch when nothing is new', async () => {
		const start_time = Date.now() - 1000;
		const load = (event_id: string) =>
			emulator.load([{ project_id: 'Demo Project', event_id, event_type: 'tool', start_time }]);
		const staticData = {};
		const parameters = {
			outputFormat: 'batches',
			batchSize: 1,
			dateRange: 'sinceLastRun',
			firstRun: 'date',
			startFrom: '2020-01-01T00:00:00',
		};
		const ids = async () => {
			const options = { mode: 'trigger', staticData, workflowId: 'batches' } as const;
			const run = await exportEvents(emulator, usualGeneration, parameters, options);
			return eventsOf(run).map(({ events }) => idsOf(events as Event[]));
		};
		load('a');
		load('b');

		expect((await ids()).sort()).toEqual([['a'], ['b']]);
		expect(await ids()).toEqual([[]]);
		load('c');
		expect(await ids()).toEqual([['c']]);
	});
});

describe('A batch of JSON text', () => {
	const server = new OddServer();

	async function textOf(event: string): Promise<string> {
		const url = await server.serve((_asked, response) => response.end(`{"events":[${event}]}`));
		const json = { returnAll: true, outputFormat: 'batches', batchContent: 'json' };
		const run = await exportEvents({ url }, 'export', json);
		expect(run.error).toBeUndefined();
		return String(run.items[0]?.json.events);
	}

	it('has all digits of the numbers in raw events', async () => {
		const event =
			'{"event_id":"a","start_time":1711929600000,"metadata":{"id":12345678901234567890}}';

		expect(await textOf(event)).toBe(`[${event}]`);
	});

	it('has no more levels of nesting than items have', async () => {
		const list = `${'['.repeat(5000)}${']'.repeat(5000)}`;

		const text = await textOf(`{"event_id":"a","start_time":1711929600000,"inputs":${list}}`);

		expect(text).toMatch(/\[{999}"\[+\]+"\]{999}\}\]$/);
	});

	it('has replacements for characters that databases refuse', async () => {
		const text = 'NUL \0, half \ud83d, whole 😀, typed \\u0000 and \\ud83d';
		const event = { event_id: 'a', start_time: 1_711_929_600_000, inputs: { text, 'k\0': [text] } };

		const written = await textOf(JSON.stringify(event));

		const stored = 'NUL \uFFFD, half \uFFFD, whole 😀, typed \\u0000 and \\ud83d';
		expect(written).not.toMatch(/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/);
		expect(JSON.parse(written)).toEqual([
			{ ...event, inputs: { text: stored, 'k\uFFFD': [stored] } },
		]);
	});
});
