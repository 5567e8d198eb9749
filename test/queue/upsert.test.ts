import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { HoneyHiveEvent } from '../emulator';
import type { WorkflowDraft } from '../support/n8n/api/rest';
import { startPostgres, type Postgres } from '../support/services/postgres';
import { parameterOf, tableStatement } from './backfill';
import { emptyTable, rowCount, rowsOf } from './table';

let postgres: Postgres;
let database: Client;
let query: string;
beforeAll(async () => {
	const path = join(__dirname, '..', '..', 'examples', 'backfill-window.json');
	const workflow = JSON.parse(await readFile(path, 'utf8')) as WorkflowDraft;
	query = String(parameterOf(workflow, 'Upsert Events', 'query'));
	postgres = await startPostgres();
	database = new Client({ ...(await postgres.createDatabase()) });
	await database.connect();
	// Far from UTC, which is what times without an offset are in.
	await database.query("SET timezone = 'Asia/Kathmandu'");
	await database.query(tableStatement(workflow));
});
afterAll(async () => {
	await database.end();
	await postgres.stop();
});
beforeEach(async () => await emptyTable(database));

/** Runs the query as the example does. Fields that are undefined are missing. */
async function upsert(...events: HoneyHiveEvent[]): Promise<unknown> {
	const { rows } = await database.query<object>(query, [JSON.stringify(events)]);
	return rows[0];
}

async function rowOf(event: HoneyHiveEvent) {
	expect(await upsert({ event_id: 'a', ...event })).toEqual({ events: 1, repeated: 0 });
	return (await rowsOf(database, ['a']))[0];
}

const morning = '2026-09-01T02:00:02.000Z';
const ms = Date.parse(morning);

describe('The query of backfill-window.json', () => {
	it.each([
		[ms, morning],
		[`${ms}`, morning],
		[ms / 1000, morning],
		[ms * 1000, morning],
		[`${ms}000000`, morning],
		['2026-09-01T04:00:02+02:00', morning],
		['2026-09-01 02:00:02', morning],
		['2026-09-01T02:00:02.000000001Z', morning],
		['2026-09-01 02:00:02,000 UTC', morning],
		['2026-09-01', '2026-09-01T00:00:00.000Z'],
		[{ $date: morning }, morning],
		[{ $date: { $numberLong: `${ms}` } }, morning],
	])('stores the start time %j', async (start_time, expected) => {
		expect((await rowOf({ start_time } as HoneyHiveEvent))?.start_time).toEqual(new Date(expected));
	});

	it.each([
		['missing', undefined],
		['null', null],
		['empty', ''],
		['some text', 'some day'],
		['a word that PostgreSQL knows', 'now'],
		['infinite', 'infinity'],
		['on February 30', '2026-02-30T00:00:00Z'],
		['in month 13', '2026-13-01'],
		['in year 0', '0000-01-01'],
		['at hour 25', '2026-09-01T25:00:00Z'],
		['too precise', `2026-09-01T00:00:00.${'1'.repeat(1000)}`],
		['a very long number', '9'.repeat(200_000)],
		['beyond the calendar', 1e21],
		['far beyond the calendar', 1e300],
		['an object', { seconds: 1 }],
		['a list', [1]],
		['a boolean', true],
	])('stores no start time for one that is %s', async (_, start_time) => {
		expect((await rowOf({ start_time } as HoneyHiveEvent))?.start_time).toBeNull();
	});

	it('loses no event because of its ID, and counts those that are the same', async () => {
		const ids = [undefined, null, '', 7, '7', { a: 1 }, [7], 'x'.repeat(100_000)];
		const events = ids.map((event_id, index) => ({ event_id, event_name: `${index}` }));
		const all = [...events, { event_name: 'same' }, { event_name: 'same' }] as HoneyHiveEvent[];

		expect(await upsert(...all)).toEqual({ events: ids.length + 1, repeated: 1 });
		expect(await upsert(...all)).toEqual({ events: ids.length + 1, repeated: 1 });

		expect(await rowCount(database)).toBe(ids.length + 1);
		expect(await rowsOf(database, ['7'])).toMatchObject([{ event_name: '4' }]);
	});

	it('writes nothing for the empty batch of an empty window', async () => {
		expect(await upsert()).toEqual({ events: 0, repeated: 0 });
	});

	it.each([
		[{ cost: '0.0012' }, { cost: 0.0012, total_tokens: null }],
		[
			{ cost: 'free', total_tokens: '' },
			{ cost: null, total_tokens: null },
		],
		[{ total_tokens: '768', input_tokens: 1 }, { total_tokens: 768 }],
		[{ input_tokens: 512, output_tokens: '256' }, { total_tokens: 768 }],
		[{ prompt_tokens: 512 }, { total_tokens: 512 }],
		[{ 'gen_ai.usage.input_tokens': 5, 'gen_ai.usage.output_tokens': 6 }, { total_tokens: 11 }],
		[[{ cost: 1 }], { cost: null }],
		['text', { cost: null }],
	])('reads cost and tokens from %j', async (metadata, expected) => {
		expect(await rowOf({ metadata } as HoneyHiveEvent)).toMatchObject(expected);
	});
});
