import { expectEachOnce } from '../support/expectEachOnce';
import { eventsOf, hintsOf, idsOf } from '../support/exporting';
import { generations } from '../support/hostUnderTest';
import type { FinishedRun } from '../support/engine';
import { usingEmulator, withEmulator } from '../support/withEmulator';
import { expectExactly, exportAll, withTinyRetryDelays } from './reading';

interface Range {
	from: string;
	to: string;
}

const end = /'From' (\S+) and 'To' (\S+?)(?=[.,] |[.,]?$|, then)/g;

/** The date ranges that a remedy tells the user to enter. */
function rangesIn(text: unknown): Range[] {
	const empty = (value: string | undefined) => (value === 'empty' ? '' : (value ?? ''));
	return [...String(text).matchAll(end)].map(([, from, to]) => ({
		from: empty(from),
		to: empty(to),
	}));
}

function holds({ from, to }: Range, time: number): boolean {
	return (from === '' || time >= Date.parse(from)) && (to === '' || time <= Date.parse(to));
}

/** Splits the items into events and failures. */
function parted({ items }: FinishedRun) {
	const events = items.map(({ json }) => json).filter(({ event_id }) => event_id !== undefined);
	const failures = items.map(({ json }) => json).filter(({ event_id }) => event_id === undefined);
	return { events, failures };
}

describe.each(generations)('When HoneyHive fails for a part of the range over %s', (generation) => {
	const emulator = withEmulator({ events: 240 });
	withTinyRetryDelays();

	/** The ids of the events in the ranges that a remedy tells the user to read. */
	async function readRanges(remedy: unknown): Promise<string[]> {
		const ids: string[] = [];
		for (const range of rangesIn(remedy)) {
			const parameters = { dateRange: 'between', ...range };
			const run = await exportAll(emulator, generation, {}, {}, parameters);
			expect(run.error).toBeUndefined();
			ids.push(...idsOf(eventsOf(run)));
		}
		return ids;
	}

	it('Return All fails with the missing range and the cause', async () => {
		emulator.addFault({ kind: 'status', status: 500, skip: 4, times: 3 });
		const run = await exportAll(emulator, generation, { concurrency: 1, maxRetries: 2 });

		expect(run.items).toEqual([]);
		expect(run.error?.message).toMatch(
			/^Events that started .*\d{4}-.*could not be read: HoneyHive could not process the request \(HTTP 500\)/,
		);
		expect(rangesIn(run.error?.description)).toHaveLength(1);
	});

	it.each([
		[1, 3],
		[4, 5],
		[8, 2],
	])(
		'reading the reported ranges completes the events (concurrency %i, request %i failed)',
		async (concurrency, skip) => {
			emulator.addFault({ kind: 'status', status: 500, skip, times: 1 });
			emulator.addFault({ kind: 'status', status: 503, skip: skip + 4, times: 1 });
			const run = await exportAll(
				emulator,
				generation,
				{ concurrency, maxRetries: 0 },
				{ node: { onError: 'continueRegularOutput' } },
			);
			const { events, failures } = parted(run);
			expect(run.error).toBeUndefined();
			expect(failures).toHaveLength(1);
			expect(run.items.at(-1)?.json).toBe(failures[0]);
			expect(events.length).toBeGreaterThan(0);

			emulator.clearFaults();
			const ids = [...idsOf(events), ...(await readRanges(failures[0]?.message))];
			// Adjacent ranges both include the moment at their boundary.
			expect(new Set(ids)).toEqual(new Set(idsOf(emulator.events())));
			expect(ids.length).toBeLessThanOrEqual(240 + 8);
		},
	);

	it('the missing range goes to the error output, and the events to the main output', async () => {
		emulator.addFault({ kind: 'status', status: 500, skip: 4, times: 1 });
		const run = await exportAll(
			emulator,
			generation,
			{ maxRetries: 0 },
			{ node: { onError: 'continueErrorOutput' } },
		);

		expectEachOnce(idsOf(eventsOf(run)));
		expect(run.items.length).toBeGreaterThan(100);
		expect(run.errorItems).toHaveLength(1);
		const ranges = rangesIn(run.errorItems[0]?.json.message);
		expect(ranges).toHaveLength(1);
		const returned = new Set(idsOf(eventsOf(run)));
		for (const { event_id, start_time } of emulator.events()) {
			if (returned.has(String(event_id))) continue;
			expect(ranges.some((range) => holds(range, Number(start_time)))).toBe(true);
		}
	});

	it('the reported ranges cover everything that is missing after the key was revoked', async () => {
		emulator.addFault({ kind: 'status', status: 401, skip: 5 });
		const run = await exportAll(
			emulator,
			generation,
			{ concurrency: 3 },
			{ node: { onError: 'continueRegularOutput' } },
		);
		const { events, failures } = parted(run);
		expect(failures).toHaveLength(1);
		expect(emulator.requests.length).toBeLessThanOrEqual(5 + 3);

		emulator.clearFaults();
		const ids = [...idsOf(events), ...(await readRanges(failures[0]?.message))];
		expect(new Set(ids)).toEqual(new Set(idsOf(emulator.events())));
		expect(ids.length).toBeLessThanOrEqual(240 + 8);
	});

	it('Return All reports no missing range once it succeeds', async () => {
		const node = { onError: 'continueRegularOutput' } as const;
		expectExactly(await exportAll(emulator, generation, {}, { node }), emulator.events());
	});
});

describe.each(generations)('A reading that ends in a gap over %s', (generation) => {
	const noon = Date.UTC(2026, 0, 31, 12);
	const range = { dateRange: 'between', from: '2026-01-30', to: '2026-01-31' };
	const crowded = Array.from({ length: 30 }, (_, index) => ({
		event_id: `crowded-${index}`,
		start_time: noon,
	}));
	const older = Array.from({ length: 40 }, (_, index) => ({
		event_id: `older-${index}`,
		start_time: noon - (index + 1) * 60_000,
	}));

	it('still shows the hints about the events that it returned', async () => {
		await usingEmulator({ events: 0, project: 'Demo Project' }, async (emulator) => {
			emulator.load([...crowded, ...older]);
			const options = { concurrency: 1, maxRetries: 0 };
			const node = { onError: 'continueRegularOutput' } as const;
			const whole = await exportAll(emulator, generation, options, { node }, range);
			expect(hintsOf(whole)).toEqual([expect.stringContaining('by page number')]);

			// The last request is for the oldest events, long after the crowded moment was read.
			emulator.addFault({ kind: 'status', status: 500, skip: emulator.requests.length - 1 });
			emulator.clearRequests();
			const run = await exportAll(emulator, generation, options, { node }, range);

			const { events, failures } = parted(run);
			expect(failures).toHaveLength(1);
			expect(idsOf(events)).toEqual(expect.arrayContaining(idsOf(crowded)));
			expect(hintsOf(run)).toEqual(hintsOf(whole));
		});
	});
});
