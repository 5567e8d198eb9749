import { parse } from 'csv-parse/sync';
import { BinaryDataService } from 'n8n-core';
import { BINARY_ENCODING, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { writeFile } from 'node:fs/promises';

import { flatten } from '../../../nodes/HoneyHive/events/shape/flatten';
import type { FinishedRun, RunOptions } from '../../support/engine';
import { startNode } from '../../support/engine';
import { credentialFor, demoProject, eventsOf, exportEvents, idsOf } from '../../support/exporting';
import { generations, usualGeneration } from '../../support/hostUnderTest';
import { withEmulator } from '../../support/withEmulator';

type Event = Record<string, unknown>;

/** The bytes of the file of an item, as the next node reads them. */
function contentOf({ binary }: INodeExecutionData, property = 'data'): Buffer {
	return Buffer.from(binary?.[property]?.data ?? '', BINARY_ENCODING);
}

const linesOf = (item: INodeExecutionData): Event[] =>
	contentOf(item)
		.toString()
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Event);

const rowsOf = (item: INodeExecutionData): Array<Record<string, string>> =>
	parse(contentOf(item), { columns: true });

/** The JSON of the items, which describes the files. */
const filesOf = ({ items }: FinishedRun) => items.map(({ json }) => json);

describe.each(generations)('Event → Export into files over %s', (generation) => {
	const emulator = withEmulator({ events: 300 });
	let events: Event[];

	beforeAll(async () => {
		events = eventsOf(await toItems({}));
	});

	async function toItems(parameters: INodeParameters): Promise<FinishedRun> {
		return await exportEvents(emulator, generation, { returnAll: true, ...parameters });
	}

	async function toFile(
		outputFormat: string,
		parameters: INodeParameters = {},
		options: Partial<RunOptions> = {},
	): Promise<FinishedRun> {
		return await exportEvents(emulator, generation, { outputFormat, ...parameters }, options);
	}

	const smallPages = { pageSize: 20, concurrency: 3 };

	it('writes NDJSON with the same events in the same order as the items', async () => {
		const run = await toFile('ndjson', { options: smallPages });
		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(1);
		const [item] = run.items;
		if (!item) throw new Error('There is no file');
		expect(linesOf(item)).toEqual(events);
		const starts = events.map(({ start_time }) => Number(start_time));
		const name =
			generation === 'search' ? 'honeyhive_part-0001.ndjson' : 'demo-project_part-0001.ndjson';
		expect(item.json).toEqual({
			file_name: name,
			format: 'ndjson',
			part: 1,
			events: events.length,
			bytes: contentOf(item).length,
			first_time: new Date(Math.min(...starts)).toISOString(),
			last_time: new Date(Math.max(...starts)).toISOString(),
		});
		expect(item.binary?.data).toMatchObject({ fileName: name, mimeType: 'application/x-ndjson' });
		expect(item.pairedItem).toEqual({ item: 0 });
	});

	it('writes JSON as one list', async () => {
		const run = await toFile('json', { options: smallPages });
		expect(JSON.parse(contentOf(run.items[0] ?? { json: {} }).toString())).toEqual(events);
		expect(run.items[0]?.binary?.data?.mimeType).toBe('application/json');
	});

	it('writes CSV with dotted columns for nested fields, after the plain ones', async () => {
		const run = await toFile('csv', { options: { ...smallPages, escapeFormulas: false } });
		const rows = rowsOf(run.items[0] ?? { json: {} });
		expect(rows).toHaveLength(events.length);
		rows.forEach((row, index) => {
			for (const [name, value] of Object.entries(flatten(events[index] ?? {}))) {
				const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
				expect(row[name]).toBe(String(text ?? ''));
			}
		});
		expect(Object.keys(rows[0] ?? {}).slice(0, 3)).toEqual(['event_id', 'session_id', 'parent_id']);
		expect(run.items[0]?.binary?.data?.mimeType).toBe('text/csv');
	});

	it.each(['ndjson', 'json', 'csv'])('writes only the selected fields into %s', async (format) => {
		const selection = {
			output: 'selected',
			fields: ['event_name', 'metadata.cost'],
			options: { ...smallPages, customFields: ['config.provider'] },
		};
		const run = await toFile(format, selection);
		const expected = eventsOf(await toItems(selection));
		const [item] = run.items;
		if (!item) throw new Error('There is no file');
		if (format === 'ndjson') expect(linesOf(item)).toEqual(expected);
		if (format === 'json') expect(JSON.parse(contentOf(item).toString())).toEqual(expected);
		if (format !== 'csv') return;
		const [header] = contentOf(item).toString().split('\r\n');
		expect(header).toBe('event_id,event_name,metadata.cost,config.provider');
		expect(rowsOf(item)).toHaveLength(events.length);
	});

	it('writes the columns of simplified events', async () => {
		const run = await toFile('csv', { output: 'simplified', options: smallPages });
		const [row] = rowsOf(run.items[0] ?? { json: {} });
		expect(Object.keys(row ?? {})).toEqual(
			Object.keys(eventsOf(await toItems({ output: 'simplified' }))[0] ?? {}),
		);
	});

	it('splits the events into files of Max Events per File', async () => {
		const run = await toFile('ndjson', { options: { ...smallPages, fileEvents: 120 } });
		expect(filesOf(run).map(({ part, events: count }) => [part, count])).toEqual([
			[1, 120],
			[2, 120],
			[3, 60],
		]);
		expect(new Set(filesOf(run).map(({ file_name }) => file_name)).size).toBe(3);
		expect(run.items.flatMap(linesOf)).toEqual(events);
	});

	it('returns one empty file when no event matches', async () => {
		const never = {
			dateRange: 'between',
			from: '1990-01-01T00:00:00Z',
			to: '1990-01-02T00:00:00Z',
		};
		const contents = [];
		for (const format of ['ndjson', 'json', 'csv']) {
			const run = await toFile(format, { ...never, output: 'simplified' });
			expect(filesOf(run)).toMatchObject([
				{ part: 1, events: 0, first_time: null, last_time: null },
			]);
			contents.push(contentOf(run.items[0] ?? { json: {} }).toString());
		}
		const [lines, list, table] = contents;
		expect([lines, list]).toEqual(['', '[]\n']);
		expect(table?.split('\r\n')).toHaveLength(2);
		const [item] = (await toFile('ndjson', never)).items;
		expect(String(item?.json.file_name)).toMatch(
			/_19900101T000000Z-19900102T000000Z_part-0001\.ndjson$/,
		);
	});

	it('writes all events, whatever Limit, Page and Return All were before', async () => {
		const run = await toFile('ndjson', { returnAll: false, limit: 7, options: { page: 2 } });
		expect(filesOf(run)).toMatchObject([{ events: events.length }]);
	});

	it('stops at Max Events', async () => {
		const run = await toFile('ndjson', { options: { ...smallPages, maxEvents: 70 } });
		expect(run.items.flatMap(linesOf)).toEqual(events.slice(0, 70));
	});

	it('puts the file into the chosen binary field', async () => {
		const run = await toFile('ndjson', { options: { binaryPropertyName: 'export' } });
		const [item] = run.items;
		expect(Object.keys(item?.binary ?? {})).toEqual(['export']);
		expect(contentOf(item ?? { json: {} }, 'export').length).toBe(item?.json.bytes);
	});

	it('returns the files and reports the missing range when a part of the range fails', async () => {
		emulator.addFault({ kind: 'status', status: 500, skip: 6, times: 1 });
		const run = await toFile(
			'ndjson',
			{ options: { ...smallPages, fileEvents: 50, maxRetries: 0 } },
			{ node: { onError: 'continueRegularOutput' } },
		);
		const files = run.items.filter(({ binary }) => binary !== undefined);
		const [failure, ...others] = run.items.filter(({ binary }) => binary === undefined);
		expect(others).toEqual([]);
		expect(failure?.json.error).toMatch(/^Events that started .* could not be read/);
		const ids = idsOf(files.flatMap(linesOf));
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids.length).toBeGreaterThan(50);
		expect(ids.length).toBeLessThan(events.length);
		expect(files.slice(0, -1).every(({ json }) => json.events === 50)).toBe(true);
	});

	it('stops in the middle of a file when the execution is stopped', async () => {
		emulator.addFault({ kind: 'drip', bytes: 1, everyMs: 50, skip: 4 });
		const run = startNode({
			credential: credentialFor(emulator, generation),
			parameters: {
				project: demoProject,
				dateRange: 'any',
				outputFormat: 'ndjson',
				options: { ...smallPages, fileEvents: 30 },
			},
		});
		while (emulator.requests.length < 6) await new Promise(setImmediate);
		run.cancel();
		const { items } = await run.finished;
		expect(items).toEqual([]);
		while (emulator.requests.some(({ status, aborted }) => status === 0 && !aborted)) {
			await new Promise(setImmediate);
		}
	});

	it.each([
		[{ outputFormat: 'xml' }, "'Output Format' is 'xml', which is not one of its choices"],
		[
			{ options: { fileMegabytes: 4000 } },
			"'Max File Size (MB)' is 4000 but must be a whole number, from 1 to 512",
		],
		[
			{ options: { fileEvents: 0 } },
			"'Max Events per File' is 0 but must be a whole number, 1 or more",
		],
		[{ options: { binaryPropertyName: ' ' } }, "'Put Output File in Field' is ' '"],
		[
			{ options: { escapeFormulas: 'maybe' } },
			"'Escape Formulas' is 'maybe', which is not one of its choices",
		],
	])('rejects %j', async (parameters, message) => {
		const { error } = await toFile('csv', parameters);
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(emulator.requests).toEqual([]);
	});
});

describe('When n8n cannot store a file', () => {
	const emulator = withEmulator({ events: 100 });

	afterEach(() => {
		jest.restoreAllMocks();
	});

	/** Lets n8n store one file, and fails every further one because the disk is full. */
	function fillDisk(): void {
		const { store } = BinaryDataService.prototype;
		let stored = 0;
		jest.spyOn(BinaryDataService.prototype, 'store').mockImplementation(async function (
			this: BinaryDataService,
			location,
			content,
			data,
		) {
			stored += 1;
			if (stored > 1) await writeFile('/dev/full', content as Buffer);
			return await store.call(this, location, content, data);
		});
	}

	const inParts = { outputFormat: 'ndjson', options: { fileEvents: 40 } };
	const message =
		/^n8n could not store file 2, '[a-z-]+_part-0002.ndjson', with 40 events in \d+ bytes: .*ENOSPC: no space left on device, write/;

	it('the export fails with the name of the file and the reason', async () => {
		fillDisk();
		const { error, items } = await exportEvents(emulator, usualGeneration, inParts);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(message);
		expect(error?.description).toContain("'Max File Size (MB)'");
	});

	it('the complete files are returned with On Error: Continue', async () => {
		fillDisk();
		const { items } = await exportEvents(emulator, usualGeneration, inParts, {
			node: { onError: 'continueRegularOutput' },
		});
		expect(items).toHaveLength(2);
		expect(linesOf(items[0] ?? { json: {} })).toHaveLength(40);
		expect(items[1]?.json.error).toMatch(message);
	});
});

describe('Event → Export into files with Since Last Run', () => {
	const emulator = withEmulator({ events: 0, project: 'Demo Project' });

	it('does not repeat the events of a stored file', async () => {
		emulator.load([
			{
				project_id: 'Demo Project',
				event_id: 'a',
				event_type: 'tool',
				start_time: Date.now() - 1000,
			},
		]);
		const staticData = {};
		const parameters = {
			outputFormat: 'ndjson',
			dateRange: 'sinceLastRun',
			firstRun: 'date',
			startFrom: '2020-01-01T00:00:00',
		};
		const export_ = async () => {
			const run = await exportEvents(emulator, usualGeneration, parameters, {
				mode: 'trigger',
				staticData,
				workflowId: 'files',
			});
			return run.items.map((item) => idsOf(linesOf(item)));
		};
		expect(await export_()).toEqual([['a']]);
		expect(await export_()).toEqual([[]]);
	});
});
