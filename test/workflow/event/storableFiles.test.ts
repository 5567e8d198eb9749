import { parse } from 'csv-parse/sync';
import { BINARY_ENCODING, type INodeParameters } from 'n8n-workflow';

import { OddServer } from '../../paging/oddServer';
import { exportEvents } from '../../support/exporting';

const text = 'NUL \0, half \ud83d, whole 😀, typed \\u0000 and \\ud83d';
const stored = 'NUL \uFFFD, half \uFFFD, whole 😀, typed \\u0000 and \\ud83d';
const event = { event_id: 'a', start_time: 1_711_929_600_000, inputs: { text, 'k\0': [text] } };
const storedInputs = { text: stored, 'k\uFFFD': [stored] };

/** As a database refuses them: escapes of NUL and of halves, in JSON that is not itself in text. */
const refused = /(?<!\\)(\\\\)*\\u(0000|d[89a-f])/;

describe('A file of an event with characters that databases refuse', () => {
	const server = new OddServer();

	async function fileOf(parameters: INodeParameters): Promise<string> {
		const answer = JSON.stringify({ events: [event], totalEvents: 1 });
		const url = await server.serve((_asked, response) => response.end(answer));
		const run = await exportEvents({ url }, 'export', { outputFormat: 'ndjson', ...parameters });
		expect(run.error).toBeUndefined();
		return Buffer.from(run.items[0]?.binary?.data?.data ?? '', BINARY_ENCODING).toString();
	}

	const replacing = { options: { replaceInvalid: true } };

	it.each<[string, INodeParameters]>([
		['ndjson of selected fields', { output: 'selected', fields: ['inputs'] }],
		['ndjson of raw events, if asked to', replacing],
		['json of raw events, if asked to', { outputFormat: 'json', ...replacing }],
	])('has replacements for them: %s', async (_what, parameters) => {
		const file = await fileOf(parameters);

		expect(file).not.toMatch(refused);
		expect([JSON.parse(file)].flat()).toMatchObject([{ inputs: storedInputs }]);
	});

	it('has replacements for them in CSV', async () => {
		const file = await fileOf({ outputFormat: 'csv' });

		const [row] = parse(file, { columns: true }) as Array<Record<string, string>>;
		expect(row).toMatchObject({
			'inputs.text': stored,
			'inputs.k\uFFFD': JSON.stringify([stored]),
		});
	});

	it('contains the bytes as received if nothing is asked for', async () => {
		expect(await fileOf({})).toBe(`${JSON.stringify(event)}\n`);
	});
});
