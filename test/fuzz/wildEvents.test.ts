import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { BINARY_ENCODING, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';

import type { HoneyHiveEvent } from '../../nodes/HoneyHive/events/event';
import { readTime } from '../../nodes/HoneyHive/events/readTime';
import { OddServer, type Asked } from '../paging/oddServer';
import { credentialFor, demoProject, eventsOf, exportEvents } from '../support/exporting';
import { newWorkflow, pollOnce } from '../support/polling';
import { wildEvents } from './wildEvents';

/** Set FUZZ_SEED or FUZZ_RUNS to explore further. */
const { FUZZ_SEED = '1', FUZZ_RUNS = '20' } = process.env;

/** Answers a request for events with all that are in its range, on one page. */
const server = new OddServer();
let stored: readonly HoneyHiveEvent[] = [];
let url: string;
beforeEach(async () => {
	url = await server.serve(({ dateRange }, response) => {
		const events = stored.filter((event) => isInRange(event, dateRange));
		response.end(JSON.stringify({ events, totalEvents: events.length }));
	});
});

/** A range leaves out events without a start, as the search endpoint is documented to do. */
function isInRange({ start_time }: HoneyHiveEvent, range: Asked['dateRange']): boolean {
	if (!range) return true;
	const start = readTime(start_time) ?? NaN;
	const { $gte = '', $lte = '' } = range;
	return start >= Date.parse($gte) && start <= Date.parse($lte);
}

async function withWildEvents(
	check: (count: number, events: readonly HoneyHiveEvent[]) => Promise<void>,
): Promise<void> {
	const parameters = { seed: Number(FUZZ_SEED), numRuns: Number(FUZZ_RUNS) };
	await fc.assert(
		fc.asyncProperty(wildEvents, async (events) => {
			stored = events;
			await check(events.length, events);
		}),
		parameters,
	);
}

async function run(parameters: INodeParameters): Promise<INodeExecutionData[]> {
	const finished = await exportEvents({ url }, 'export', parameters);
	expect(finished.error).toBeUndefined();
	// As n8n does when it saves the execution.
	expect(() => JSON.stringify(eventsOf(finished))).not.toThrow();
	return finished.items;
}

async function fileOf(parameters: INodeParameters): Promise<string> {
	const [item] = await run(parameters);
	return Buffer.from(item?.binary?.data?.data ?? '', BINARY_ENCODING).toString();
}

const selected = { output: 'selected', fields: ['event_name', 'metadata', 'inputs', 'error'] };

const all = { returnAll: true };

describe('Events that nobody designed', () => {
	it.each<[string, INodeParameters]>([
		['raw items', { output: 'raw' }],
		['flattened items', { output: 'raw', options: { flatten: true } }],
		['selected items', selected],
		['flattened, selected items', { ...selected, options: { flatten: true } }],
		['simplified items', { output: 'simplified' }],
		[
			'a session in order',
			{ resource: 'session', operation: 'get', sessionId: 'wild', sessionFormat: 'list' },
		],
	])('all come as %s', async (_what, parameters) => {
		await withWildEvents(async (count) => {
			expect(await run({ ...all, ...parameters })).toHaveLength(count);
		});
	});

	it('all come as a session tree', async () => {
		await withWildEvents(async (count) => {
			const [session] = await run({ resource: 'session', operation: 'get', sessionId: 'wild' });
			expect(session?.json.totals).toMatchObject({ events: count });
		});
	});

	it.each<[string, INodeParameters]>([
		['raw', { output: 'raw' }],
		['selected', selected],
		['simplified', { output: 'simplified' }],
	])('all are rows of a CSV file of %s events', async (_what, parameters) => {
		await withWildEvents(async (count) => {
			const content = await fileOf({ ...all, ...parameters, outputFormat: 'csv' });
			expect(parse(content, { columns: true })).toHaveLength(count);
			expect(content).not.toContain('\u0000');
		});
	});

	it.each<[string, INodeParameters]>([
		['raw', { output: 'raw' }],
		['raw, with invalid characters replaced', { output: 'raw', options: { replaceInvalid: true } }],
		['selected', selected],
		['simplified', { output: 'simplified' }],
	])('all are in NDJSON and JSON files of %s events', async (_what, parameters) => {
		await withWildEvents(async (count) => {
			const lines = await fileOf({ ...all, ...parameters, outputFormat: 'ndjson' });
			const parsed = lines
				.split('\n')
				.filter(Boolean)
				.map((line) => JSON.parse(line) as unknown);
			expect(parsed).toHaveLength(count);
			const list = await fileOf({ ...all, ...parameters, outputFormat: 'json' });
			expect(JSON.parse(list)).toHaveLength(count);
		});
	});

	it.each<[string, INodeParameters]>([
		['raw', { output: 'raw' }],
		['selected', selected],
		['simplified', { output: 'simplified' }],
	])('all are in batches of JSON text of %s events', async (_what, parameters) => {
		await withWildEvents(async (count) => {
			const batches = { ...all, ...parameters, outputFormat: 'batches', batchContent: 'json' };
			const events = (await run(batches)).flatMap(
				({ json }) => JSON.parse(String(json.events)) as unknown[],
			);
			expect(events).toHaveLength(count);
		});
	});

	it.each(['event_type', 'config.model', 'metadata', 'error'])(
		'all are counted by %s',
		async (field) => {
			const groupBy = { fields: [{ field: { __rl: true, mode: 'path', value: field } }] };
			await withWildEvents(async (count) => {
				const groups = await run({ operation: 'summarize', groupBy, dateRange: 'any' });
				const counts = groups.map(({ json }) => Number(json.events));
				expect(counts.reduce((sum, one) => sum + one, 0)).toBe(count);
			});
		},
	);

	it('start a workflow once', async () => {
		const startFrom = new Date(Date.now() - 3_600_000).toISOString();
		await withWildEvents(async (_count, events) => {
			const kept = newWorkflow();
			const poll = async () =>
				await pollOnce({
					credential: credentialFor({ url }, 'export'),
					kept,
					parameters: {
						project: demoProject,
						firstRun: 'date',
						startFrom,
						options: { lookback: 120 },
						output: 'simplified',
					},
				});
			const range = { $gte: startFrom, $lte: new Date().toISOString() };
			const recent = events.filter((event) => isInRange(event, range));
			expect((await poll()) ?? []).toHaveLength(recent.length);
			expect(await poll()).toBeNull();
		});
	});
});
