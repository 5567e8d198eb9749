import fc from 'fast-check';

import {
	CursorRun,
	clockSkewMs,
	startAt,
	type CursorOptions,
	type CursorState,
} from '../../../../nodes/HoneyHive/events/cursor/cursor';
import { readNew } from '../../../../nodes/HoneyHive/events/cursor/readNew';
import { Slices } from '../../../../nodes/HoneyHive/events/cursor/slices';
import { Refusal, rethrowUnless } from '../../../../nodes/HoneyHive/events/refusal';
import { startOf } from '../../../../nodes/HoneyHive/events/time';
import { Dice } from '../reading/dice';
import { MemorySource } from '../reading/memorySource';
import { runs } from '../reading/scenario';
import { shownTimes, type Stored } from '../reading/stored';

const minute = 60_000;
const cursorStart = Date.UTC(2026, 0, 31, 12);

/** An event and when it becomes visible, by the server's clock. */
interface Arriving extends Stored {
	readonly time: number;
	readonly visibleAt: number;
}

const setups = fc.record({
	seed: fc.nat(),
	events: fc.integer({ min: 0, max: 120 }),
	polls: fc.integer({ min: 1, max: 25 }),
	lookbackMs: fc.constantFrom(1, 5, 60, 600).map((minutes) => minutes * minute),
	maxEvents: fc.constantFrom(1, 3, 10, Infinity),
	pageSize: fc.integer({ min: 2, max: 40 }),
	/** By how much the server's clock is ahead of n8n's, in milliseconds. */
	ahead: fc.integer({ min: -clockSkewMs, max: clockSkewMs }),
	shown: fc.constantFrom(...shownTimes),
	arrangement: fc.constantFrom('descending' as const, 'shuffled' as const),
	burst: fc.boolean(),
	failing: fc.constantFrom(0, 0.3),
	outOfTime: fc.constantFrom(0, 0.3, 0.9),
});
type DrawnSetup = typeof setups extends fc.Arbitrary<infer T> ? T : never;
type Setup = Omit<DrawnSetup, 'failing' | 'outOfTime'> & { failing: number; outOfTime: number };

/** Polls a project until no more events arrive, and returns what each poll emitted. */
async function simulate(
	setup: Setup,
	lateness = 1,
): Promise<{ polls: Poll[]; events: Arriving[] }> {
	const dice = new Dice(setup.seed);
	const events = arrivals(setup, dice, lateness);
	const slices = new Slices();
	let state: CursorState = startAt(cursorStart);
	const polls: Poll[] = [];
	let now = cursorStart;
	const last =
		Math.max(cursorStart, ...events.map(({ visibleAt }) => visibleAt)) + 2 * clockSkewMs + minute;
	for (let poll = 0; now <= last || poll < setup.polls; poll++) {
		now += dice.whole(1, Math.ceil((last + minute - cursorStart) / setup.polls));
		state = await pollOnce(setup, dice, { state, slices, now, events, polls });
	}
	// No more events arrive: the next polls return what is left, and then nothing.
	for (let empty = 0, attempts = 0; empty < 2 && attempts < 500; attempts++) {
		now += minute;
		const before = polls.length;
		const undisturbed = { ...setup, failing: 0, outOfTime: 0 };
		state = await pollOnce(undisturbed, dice, { state, slices, now, events, polls });
		empty = polls.at(before)?.ids.length === 0 ? empty + 1 : 0;
	}
	return { polls, events };
}

interface Poll {
	readonly ids: readonly string[];
	readonly starts: readonly number[];
}

interface PollContext {
	readonly state: CursorState;
	readonly slices: Slices;
	readonly now: number;
	readonly events: readonly Arriving[];
	readonly polls: Poll[];
}

async function pollOnce(setup: Setup, dice: Dice, context: PollContext): Promise<CursorState> {
	const { slices, now, events, polls } = context;
	const options: CursorOptions = setup;
	// n8n stores the state as JSON.
	const stored = JSON.parse(JSON.stringify(context.state)) as CursorState;
	const maxAnswers = dice.chance(setup.outOfTime) ? dice.whole(0, 6) : Infinity;
	const source = sourceAt(setup, events, now + setup.ahead, maxAnswers);
	const run = new CursorRun(stored, now, options);
	const fresh = await readNew(source, run, slices, () => undefined).catch((error: unknown) => {
		rethrowUnless(Refusal, error);
	});
	// If the poll fails, n8n keeps the state of the previous one.
	if (!fresh || dice.chance(setup.failing)) return context.state;
	polls.push({
		ids: fresh.events.map(({ event_id }) => String(event_id)),
		starts: fresh.events.map((event) => startOf(event) ?? NaN),
	});
	return fresh.state;
}

function sourceAt(
	setup: Setup,
	events: readonly Arriving[],
	serverTime: number,
	maxAnswers: number,
): MemorySource {
	return new MemorySource(
		events.filter(({ visibleAt }) => visibleAt <= serverTime),
		setup.shown,
		{
			arrangement: setup.arrangement,
			promisesOrder: setup.arrangement === 'descending',
			counts: setup.arrangement === 'descending' ? 'nothing' : 'total',
			bothEnds: true,
			canAskForMissingStart: true,
			maxPageSize: setup.pageSize,
		},
		setup.seed,
		{ maxAnswers },
	);
}

/** Events that all start after the cursor does, by the server's clock. */
function arrivals(setup: Setup, dice: Dice, lateness: number): Arriving[] {
	return Array.from({ length: setup.events }, (_, index) => {
		const after = setup.burst ? dice.whole(2, 5) * minute : dice.next() * 180 * minute;
		const time = cursorStart + clockSkewMs + after + (setup.burst ? 0 : dice.next());
		const early = dice.chance(0.1) ? -5 * minute * dice.next() : 0;
		const late = dice.chance(0.5) ? dice.next() * setup.lookbackMs * lateness : 0;
		return { id: `event-${index}`, time, visibleAt: time + (late || early) };
	});
}

describe('Polling for new events', () => {
	it('returns each event that arrives within the lookback once, and each poll in order of start time', async () => {
		await fc.assert(
			fc.asyncProperty(setups, async (setup) => {
				const { polls, events } = await simulate(setup);

				const ids = polls.flatMap((poll) => poll.ids);
				expect([...ids].sort()).toEqual(events.map(({ id }) => id).sort());
				for (const { ids: polled, starts } of polls) {
					expect(polled.length).toBeLessThanOrEqual(setup.maxEvents);
					expect(starts).toEqual([...starts].sort((one, other) => one - other));
				}
			}),
			runs(150),
		);
	});

	it('never returns an event twice, even if some arrive after the lookback', async () => {
		await fc.assert(
			fc.asyncProperty(setups, async (setup) => {
				const { polls } = await simulate(setup, 20);
				const ids = polls.flatMap((poll) => poll.ids);
				expect(new Set(ids).size).toBe(ids.length);
			}),
			runs(50),
		);
	});
});
