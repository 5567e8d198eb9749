import fc from 'fast-check';

import {
	CursorRun,
	startAt,
	type CursorState,
} from '../../../../nodes/HoneyHive/events/cursor/cursor';
import { readNew } from '../../../../nodes/HoneyHive/events/cursor/readNew';
import { Slices } from '../../../../nodes/HoneyHive/events/cursor/slices';
import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import type { EventSource } from '../../../../nodes/HoneyHive/events/reading/source';
import { Refusal, rethrowUnless } from '../../../../nodes/HoneyHive/events/refusal';
import type { TimeRange } from '../../../../nodes/HoneyHive/events/time';
import { runs } from '../reading/scenario';

const minute = 60_000;
const noon = Date.UTC(2026, 0, 31, 12);
const options = { lookbackMs: 5 * minute, maxEvents: 1000 };

/** A server that answers every request with these events, unless it refuses it. */
function serverOf(
	eventsIn: (range: TimeRange) => readonly HoneyHiveEvent[],
	refuses: (range: TimeRange, request: number) => boolean = () => false,
): EventSource {
	let requests = 0;
	return {
		newestFirst: false,
		maxPageSize: 1000,
		fetchPage: async (range) => {
			if (refuses(range, (requests += 1))) throw new Refusal('The answer is broken');
			const events = eventsIn(range);
			return await Promise.resolve({ events, total: events.length });
		},
		count: async () => await Promise.resolve(undefined),
		affectsEveryRequest: () => false,
		dependsOnRange: () => true,
	};
}

/** Events that start at these minutes after noon. */
function eventsAt(...starts: readonly number[]) {
	return ({ from = -Infinity, to = Infinity }: TimeRange) =>
		starts
			.map((start) => ({ event_id: `event-${start}`, start_time: noon + start * minute }))
			.filter(({ start_time: time }) => time >= from && time <= to);
}

/** Polls every minute, and returns all events and hints, and the state at the end. */
async function poll(source: EventSource, polls: number, state: CursorState = startAt(noon)) {
	const slices = new Slices();
	const ids: unknown[] = [];
	const hints: string[] = [];
	for (let count = 0; count < polls; count++) {
		const run = new CursorRun(state, noon + (60 + count) * minute, options);
		const onHint = (hint: string) => hints.push(hint);
		const fresh = await readNew(source, run, slices, onHint).catch((error: unknown) => {
			rethrowUnless(Refusal, error);
		});
		if (!fresh) continue;
		ids.push(...fresh.events.map(({ event_id }) => event_id));
		({ state } = fresh);
	}
	return { ids, hints, state };
}

describe('A reading of new events', () => {
	it.each([0, 1, 2, 3])(
		'skips shortest slices that cannot be read while the next ones can, and says so (at %i ms)',
		async (ms) => {
			const broken = noon + 30 * minute + ms;
			const source = serverOf(
				eventsAt(10, 20, 30 + ms / minute, 40, 50),
				({ from = 0, to = 0 }) => from <= broken && to >= broken,
			);
			const { ids, hints } = await poll(source, 60);
			expect(ids).toEqual(['event-10', 'event-20', 'event-40', 'event-50']);
			expect(hints.length).toBeGreaterThan(0);
			for (const hint of hints) {
				expect(hint).toMatch(/^Events that started from 2026-01-31T12:(29:59|30:00)\.\d+Z to /);
				expect(hint).toContain(
					'were skipped, because they could not be read: The answer is broken',
				);
			}
		},
	);

	it('skips nothing while the server is down, however long, and whenever that begins', async () => {
		const outages = fc.record({
			first: fc.integer({ min: 1, max: 12 }),
			length: fc.integer({ min: 0, max: 120 }),
		});
		await fc.assert(
			fc.asyncProperty(outages, async ({ first, length }) => {
				const source = serverOf(
					eventsAt(10, 20, 30, 40, 50),
					(_, request) => request >= first && request < first + length,
				);
				const { ids, hints } = await poll(source, 160);
				expect(ids).toEqual(['event-10', 'event-20', 'event-30', 'event-40', 'event-50']);
				expect(hints).toEqual([]);
			}),
			runs(40),
		);
	});

	const year5000 = Date.UTC(5000, 0, 1);

	it.each([
		['the same ones', () => 0],
		['others each time', (poll: number) => poll],
	])(
		'keeps its state small if events of the year 5000 come whatever is asked for, %s',
		async (_, seriesOf) => {
			let requests = 0;
			const source = serverOf(() => {
				const series = seriesOf((requests += 1));
				return Array.from({ length: 100 }, (_, index) => ({
					event_id: `future-${series}-${index}`,
					start_time: year5000 + index,
				}));
			});
			const { ids, state } = await poll(source, 40);
			expect(new Set(ids).size).toBe(ids.length);
			expect(JSON.stringify(state).length).toBeLessThan(20_000);
		},
	);

	it('loses nothing if it is full after an event of the year 5000', async () => {
		const stray = { event_id: 'stray', start_time: year5000 };
		const run = new CursorRun(startAt(noon), noon + 60 * minute, { ...options, maxEvents: 2 });
		run.add([...eventsAt(10)({}), stray, ...eventsAt(20)({})]);
		expect(run.full().state.from).toBe(noon + 10 * minute);
	});
});
