import { parse } from 'csv-parse/sync';
import { BINARY_ENCODING, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';

import { OddServer } from '../paging/oddServer';
import { eventsOf, exportEvents, hintsOf, idsOf } from '../support/exporting';

const tool = { type: 'n8n-nodes-honeyhive.honeyHiveTool' };

/** JSON of lists and objects inside each other, with a value at the bottom. */
function nested(levels: number): string {
	return '{"a":['.repeat(levels / 2) + '"bottom"' + ']}'.repeat(levels / 2);
}

function eventOf(id: string, levels: number): string {
	const deep = nested(levels);
	const fields = `"event_type":"model","session_id":"s","start_time":1711929600000,"duration":1`;
	const rest = `"metadata":${deep},"error":${deep}`;
	return `{"event_id":"${id}",${fields},${rest}}`;
}

function contentOf({ items: [item] }: { items: INodeExecutionData[] }): string {
	return Buffer.from(item?.binary?.data?.data ?? '', BINARY_ENCODING).toString();
}

const levelsOfNesting = [10, 3000, 100_000];

describe.each(levelsOfNesting)(
	'Between other events, an event with %i levels of nesting',
	(levels) => {
		const server = new OddServer();
		const ids = ['before', 'deep', 'after'];

		async function run(parameters: INodeParameters, options: object = {}) {
			const events = ids.map((id) => eventOf(id, id === 'deep' ? levels : 2));
			const answer = `{"events":[${events.join(',')}],"totalEvents":3}`;
			const url = await server.serve((_asked, response) => response.end(answer));
			const finished = await exportEvents({ url }, 'export', parameters, options);
			expect(finished.error).toBeUndefined();
			// As n8n does when it saves the execution.
			expect(() => JSON.stringify(finished.items)).not.toThrow();
			return finished;
		}

		it.each([
			['raw items', { output: 'raw' }],
			['flattened items', { output: 'raw', options: { flatten: true } }],
			['selected items', { output: 'selected', fields: ['metadata', 'error'] }],
			[
				'flattened, selected items',
				{ output: 'selected', fields: ['metadata'], options: { flatten: true } },
			],
			['simplified items', { output: 'simplified' }],
			[
				'a session in order',
				{ resource: 'session', operation: 'get', sessionId: 's', sessionFormat: 'list' },
			],
		])('is there as one of %s', async (_what, parameters) => {
			const finished = await run(parameters);

			expect(idsOf(eventsOf(finished)).sort()).toEqual([...ids].sort());
		});

		it('is there in a session as a tree', async () => {
			const finished = await run({ resource: 'session', operation: 'get', sessionId: 's' });

			expect(finished.items[0]?.json).toMatchObject({ totals: { events: 3, failures: 3 } });
		});

		it.each(['event_type', 'metadata', 'error'])('is counted in a summary by %s', async (field) => {
			const groupBy = { fields: [{ field: { __rl: true, mode: 'path', value: field } }] };
			const finished = await run({ operation: 'summarize', groupBy });

			const counts = eventsOf(finished).map(({ events }) => Number(events));
			expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
		});

		it.each(['raw', 'selected', 'simplified'])('is there in CSV of %s events', async (output) => {
			const finished = await run({ output, outputFormat: 'csv' });

			const rows: Array<Record<string, string>> = parse(contentOf(finished), { columns: true });
			expect(idsOf(rows).sort()).toEqual([...ids].sort());
		});

		it.each(['raw', 'selected', 'simplified'])(
			'is there in NDJSON of %s events',
			async (output) => {
				const finished = await run({
					output,
					outputFormat: 'ndjson',
					fields: ['metadata', 'error'],
				});

				const lines = contentOf(finished).trim().split('\n');
				expect(
					idsOf(lines.map((line) => JSON.parse(line) as Record<string, unknown>)).sort(),
				).toEqual([...ids].sort());
			},
		);

		it('is there in the answer for an AI agent, or a hint that it was too long', async () => {
			const finished = await run({ output: 'raw' }, { node: tool });

			expect(eventsOf(finished)[0]).toMatchObject({ event_id: 'before' });
			expect(JSON.stringify(eventsOf(finished)).length).toBeLessThanOrEqual(40_000);
		});

		it('keeps all that it contains, what is too deep as JSON, and says so', async () => {
			const finished = await run({ output: 'raw' });

			const [deep] = eventsOf(finished).filter(({ event_id }) => event_id === 'deep');
			expect(rejoined(deep?.metadata) === nested(levels)).toBe(true);
			expect(hintsOf(finished)).toEqual(
				levels > 1000
					? [expect.stringContaining("Some events, such as 'deep', have more than")]
					: [],
			);
		});
	},
);

/** The JSON of nested values, the last of which may be JSON itself. */
function rejoined(value: unknown): string {
	const json = JSON.stringify(value);
	const rest = /"(\{\\"a\\".*\}|\[\{\\"a\\".*\])"/.exec(json)?.[0];
	return rest === undefined ? json : json.replace(rest, () => JSON.parse(rest) as string);
}
