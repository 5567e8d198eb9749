import type { Encoder } from '../../../../nodes/HoneyHive/events/file/encoder';
import { fileNameOf } from '../../../../nodes/HoneyHive/events/file/fileName';
import { JsonEncoder, lines } from '../../../../nodes/HoneyHive/events/file/json';
import { writeParts, type PartLimits } from '../../../../nodes/HoneyHive/events/file/parts';
import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import { MissingEvents } from '../../../../nodes/HoneyHive/events/reading/missing';
import { Refusal } from '../../../../nodes/HoneyHive/events/refusal';

const eventsOf = (...starts: unknown[]): HoneyHiveEvent[] =>
	starts.map((start_time, index) => ({ event_id: `${index}`, start_time }));

const encoder = (): Encoder<HoneyHiveEvent> =>
	new JsonEncoder(lines, (event) => Buffer.from(JSON.stringify(event)));

const unlimited: PartLimits = { events: Infinity, bytes: Infinity };

interface Written {
	readonly number: number;
	readonly events: number;
	readonly times: [unknown, unknown];
	readonly ids: string[];
}

async function write(
	batches: () => AsyncGenerator<HoneyHiveEvent[]>,
	limits: Partial<PartLimits> = {},
): Promise<{ parts: Written[]; error?: unknown }> {
	const parts: Written[] = [];
	try {
		for await (const part of writeParts(batches(), encoder(), { ...unlimited, ...limits })) {
			const rows = Buffer.from(part.content).toString().split('\n').filter(Boolean);
			parts.push({
				number: part.number,
				events: part.events,
				times: [part.firstTime, part.lastTime],
				ids: rows.map((row) => (JSON.parse(row) as { event_id: string }).event_id),
			});
		}
		return { parts };
	} catch (error) {
		return { parts, error };
	}
}

describe('writeParts', () => {
	it('starts a new file after the maximum number of events, and returns the first and last start time', async () => {
		const { parts } = await write(
			async function* () {
				yield eventsOf(5, 3, undefined, '1970-01-01T00:00:00.009Z');
			},
			{ events: 2 },
		);
		expect(parts).toEqual([
			{ number: 1, events: 2, times: [3, 5], ids: ['0', '1'] },
			{ number: 2, events: 2, times: [9, 9], ids: ['2', '3'] },
		]);
	});

	it('starts a new file before one exceeds the maximum size, but never splits an event', async () => {
		const size = JSON.stringify(eventsOf(1)[0]).length + 1;
		const run = async (bytes: number) => {
			const { parts } = await write(
				async function* () {
					yield eventsOf(1, 2);
					yield eventsOf(3);
				},
				{ bytes },
			);
			return parts.map(({ events }) => events);
		};
		expect(await run(2 * size)).toEqual([2, 1]);
		expect(await run(2 * size - 1)).toEqual([1, 1, 1]);
		expect(await run(1)).toEqual([1, 1, 1]);
		expect(await run(3 * size)).toEqual([3]);
	});

	it('returns one empty file when there are no events', async () => {
		const { parts } = await write(async function* () {});
		expect(parts).toEqual([{ number: 1, events: 0, times: [undefined, undefined], ids: [] }]);
	});

	it('returns the unfinished file when events are missing, and then throws', async () => {
		const missing = new MissingEvents(
			[{ from: 1, to: 2 }],
			false,
			new Refusal('HoneyHive said no'),
		);
		const { parts, error } = await write(async function* () {
			yield eventsOf(9, 8);
			throw missing;
		});
		expect(parts.map(({ events }) => events)).toEqual([2]);
		expect(error).toBe(missing);
	});

	it('does not return the unfinished file when reading fails', async () => {
		const { parts, error } = await write(
			async function* () {
				yield eventsOf(9, 8, 7);
				throw new Refusal('No');
			},
			{ events: 2 },
		);
		expect(parts.map(({ events }) => events)).toEqual([2]);
		expect(error).toEqual(new Refusal('No'));
	});
});

describe('fileNameOf', () => {
	const range = { from: Date.UTC(2026, 0, 31, 9, 30), to: Date.UTC(2026, 1, 1) };

	it.each([
		['Customer Support', range, 'customer-support_20260131T093000Z-20260201T000000Z_part-0001.csv'],
		['../../etc/passwd', {}, 'etc-passwd_part-0001.csv'],
		['Zürich: 東京/2', { from: range.from }, 'zürich-東京-2_from-20260131T093000Z_part-0001.csv'],
		[undefined, { to: range.to }, 'honeyhive_to-20260201T000000Z_part-0001.csv'],
		['***', {}, 'honeyhive_part-0001.csv'],
	])('names the file of project %j and range %j %s', (project, subjectRange, expected) => {
		expect(fileNameOf({ project, range: subjectRange }, 1, 'csv')).toBe(expected);
	});

	it('sorts the parts of an export in order, and limits the length of the name', () => {
		const names = [2, 10, 9999].map((part) => fileNameOf({ range }, part, 'ndjson'));
		expect([...names].sort()).toEqual(names);
		expect(fileNameOf({ project: 'x'.repeat(500), range }, 1, 'ndjson').length).toBeLessThan(150);
	});

	it.each(['𠮷', '가', 'é', '😀'])(
		'fits into the 255 bytes of a file system if named %s',
		(letter) => {
			const name = fileNameOf({ project: letter.repeat(500), range }, 123_456, 'ndjson');

			expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
			expect(name).not.toContain('\uFFFD');
		},
	);

	it('contains no characters that are invisible or change the direction of text', () => {
		const project = 'a\u202Egpj\u2066b\u200F\0\u0007c\u200Bd\u2028\ud83d';

		expect(fileNameOf({ project, range: {} }, 1, 'csv')).toBe('a-gpj-b-c-d_part-0001.csv');
	});
});
