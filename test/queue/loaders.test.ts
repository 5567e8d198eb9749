import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY_ENCODING, type INodeParameters } from 'n8n-workflow';
import { Client } from 'pg';

import { OddServer } from '../paging/oddServer';
import { exportEvents } from '../support/exporting';
import { startPostgres, type Postgres } from '../support/services/postgres';

/** Texts on which loaders have refused a whole file, or lost rows of it. */
const texts = [
	'NUL \0 and half of a pair \ud83d',
	'"quoted", and\r\nmore lines\n',
	'typed \\u0000 and \\ud83d',
	'\\.',
	'=1+1',
	'\u2028 and \u0085',
	'😀'.repeat(20_000),
	'',
];

const events = texts.map((text, index) => ({
	event_id: `event-${index}`,
	start_time: Date.UTC(2026, 8, 1) + index,
	event_type: 'model',
	inputs: { text, 'key \0': [text], [`own key ${index}`]: index },
	error: text,
}));
const ids = events.map(({ event_id }) => event_id);

const server = new OddServer();

let folder: string;
let postgres: Postgres;
let database: Client;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'honeyhive-loaders-'));
	await chmod(folder, 0o755);
	postgres = await startPostgres();
	database = new Client({ ...(await postgres.createDatabase()) });
	await database.connect();
});
afterAll(async () => {
	await database.end();
	await postgres.stop();
	await rm(folder, { recursive: true });
});

/** Exports the events to a file that every server on this machine can read. */
async function fileOf(parameters: INodeParameters): Promise<{ path: string; content: string }> {
	const answer = JSON.stringify({ events, totalEvents: events.length });
	const url = await server.serve((_asked, response) => response.end(answer));
	const run = await exportEvents({ url }, 'export', parameters);
	expect(run.error).toBeUndefined();
	const [item] = run.items;
	const content = Buffer.from(item?.binary?.data?.data ?? '', BINARY_ENCODING).toString();
	const path = join(folder, String(item?.json.file_name));
	await writeFile(path, content);
	return { path, content };
}

const csv = { outputFormat: 'csv' };

const ndjson: Array<[string, INodeParameters]> = [
	['raw events, with invalid characters replaced', { options: { replaceInvalid: true } }],
	['selected fields', { output: 'selected', fields: ['inputs', 'error'] }],
	['simplified events', { output: 'simplified' }],
];

async function idsInDuckDb(from: string): Promise<unknown[]> {
	const instance = await DuckDBInstance.create();
	const connection = await instance.connect();
	try {
		const rows = await connection.runAndReadAll(`SELECT event_id FROM ${from}`);
		return rows.getRows().flat().sort();
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
}

describe('A CSV file', () => {
	it('is loaded by COPY of PostgreSQL, row by row', async () => {
		const { path, content } = await fileOf(csv);
		const [names = []] = parse(content, { to: 1 }) as string[][];
		const columns = names.map((name) => `${database.escapeIdentifier(name)} text`);
		await database.query(`CREATE TEMP TABLE loaded (${columns.join(', ')})`);
		await database.query(`COPY loaded FROM '${path}' WITH (FORMAT csv, HEADER)`);

		const { rows } = await database.query('SELECT event_id FROM loaded ORDER BY event_id');
		expect(rows).toEqual(ids.map((event_id) => ({ event_id })));
	});

	it('is loaded by DuckDB, row by row', async () => {
		const { path } = await fileOf(csv);
		const options = 'header = true, all_varchar = true, max_line_size = 10000000';
		expect(await idsInDuckDb(`read_csv('${path}', ${options})`)).toEqual(ids);
	});
});

describe('An NDJSON file', () => {
	it.each(ndjson)('of %s becomes jsonb in PostgreSQL, line by line', async (_what, parameters) => {
		const { path } = await fileOf({ outputFormat: 'ndjson', ...parameters });
		await database.query('CREATE TEMP TABLE lines (event jsonb)');
		// Characters that no line contains, so that a line is one value.
		const whole = "FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02'";
		await database.query(`COPY lines FROM '${path}' WITH (${whole})`);

		const { rows } = await database.query(
			"SELECT event ->> 'event_id' AS id FROM lines ORDER BY 1",
		);
		await database.query('DROP TABLE lines');
		expect(rows).toEqual(ids.map((id) => ({ id })));
	});

	it.each(ndjson)('of %s is loaded by DuckDB, line by line', async (_what, parameters) => {
		const { path } = await fileOf({ outputFormat: 'ndjson', ...parameters });
		const options = "format = 'newline_delimited', maximum_object_size = 10000000";
		expect(await idsInDuckDb(`read_json_auto('${path}', ${options})`)).toEqual(ids);
	});
});
