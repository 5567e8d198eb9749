import fc from 'fast-check';

import {
	CursorRun,
	clockSkewMs,
	startAt,
	type CursorOptions,
	type CursorState,
} from '../../../../nodes/HoneyHive/events/cursor/cursor';
import { readNew } from '../../../../nodes/HoneyHive/events/cursor/readNew';
import { startOf } from '../../../../nodes/HoneyHive/events/time';
import { Dice } from '../reading/dice';
import { MemorySource } from '../reading/memorySource';
import { runs } from '../reading/scenario';
import { shownTimes, type Stored } from '../reading/stored';

const minute = 60_000;
const begin = Date.UTC(2026, 0, 31, 12);

/** An event and when it becomes visible, by the server's clock. */
interface Arriving extends Stored {
	readonly time: number;
	readonly visibleAt: number;
}

const lives = fc.record({
	seed: fc.nat(),
	events: fc.integer({ min: 0, max: 120 }),
	polls: fc.integer({ min: 1, max: 25 }),
	lookbackMs: fc.constantFrom(1, 5, 60, 600).map((minutes) => minutes * minute),
	maxEvents: fc.constantFrom(1, 3, 10, Infinity),
	pageSize: fc.integer({ min: 2, max: 40 }),
	/** The server's clock against n8n's. */
	ahead: fc.integer({ min: -clockSkewMs, max: clockSkewMs }),
	shown: fc.constantFrom(...shownTimes),
	arrangement: fc.constantFrom('descending' as const, 'shuffled' as const),
	burst: fc.boolean(),
	failing: fc.constantFrom(0, 0.3),
	hurried: fc.constantFrom(0, 0.3),
});
type LifeDrawn = typeof lives extends fc.Arbitrary<infer T> ? T : never;
type Life = Omit<LifeDrawn, 'failing' | 'hurried'> & { failing: number; hurried: number };

/** A day in the life of a polling workflow: what each poll emitted. */
async function live(life: Life, lateness = 1): Promise<{ polls: Poll[]; events: Arriving[] }> {
	const dice = new Dice(life.seed);
	const events = arrivals(life, dice, lateness);
	let state: CursorState = startAt(begin);
	const polls: Poll[] = [];
	let now = begin;
	const last =
		Math.max(begin, ...events.map(({ visibleAt }) => visibleAt)) + 2 * clockSkewMs + minute;
	for (let poll = 0; now <= last || poll < life.polls; poll++) {
		now += dice.whole(1, Math.ceil((last + minute - begin) / life.polls));
		state = await pollOnce(life, dice, { state, now, events, polls });
	}
	// Nothing arrives any more: what was left to later polls comes now, and then nothing.
	for (let empty = 0, tries = 0; empty < 2 && tries < 500; tries++) {
		now += minute;
		const before = polls.length;
		const calm = { ...life, failing: 0, hurried: 0 };
		state = await pollOnce(calm, dice, { state, now, events, polls });
		empty = polls.at(before)?.ids.length === 0 ? empty + 1 : 0;
	}
	return { polls, events };
}

interface Poll {
	readonly ids: readonly string[];
	readonly starts: readonly number[];
}

interface Moment {
	readonly state: CursorState;
	readonly now: number;
	readonly events: readonly Arriving[];
	readonly polls: Poll[];
}

async function pollOnce(life: Life, dice: Dice, moment: Moment): Promise<CursorState> {
	const { now, events, polls } = moment;
	const options: CursorOptions = life;
	// As n8n keeps it, over restarts.
	const stored = JSON.parse(JSON.stringify(moment.state)) as CursorState;
	const fresh = await readNew(
		sourceAt(life, events, now + life.ahead),
		new CursorRun(stored, now, options),
		{ isOutOfTime: () => dice.chance(life.hurried), onHint: () => undefined },
	);
	// The workflow did not take it: n8n keeps the state of the poll before.
	if (dice.chance(life.failing)) return moment.state;
	polls.push({
		ids: fresh.events.map(({ event_id }) => String(event_id)),
		starts: fresh.events.map((event) => startOf(event) ?? NaN),
	});
	return fresh.state;
}

function sourceAt(life: Life, events: readonly Arriving[], serverTime: number): MemorySource {
	return new MemorySource(
		events.filter(({ visibleAt }) => visibleAt <= serverTime),
		life.shown,
		{
			arrangement: life.arrangement,
			promisesOrder: life.arrangement === 'descending',
			counts: life.arrangement === 'descending' ? 'nothing' : 'total',
			bothEnds: true,
			canAskForMissingStart: true,
			maxPageSize: life.pageSize,
		},
		life.seed,
	);
}

/** By the server's clock, all begin after the cursor does. */
function arrivals(life: Life, dice: Dice, lateness: number): Arriving[] {
	return Array.from({ length: life.events }, (_, index) => {
		const after = life.burst ? dice.whole(2, 5) * minute : dice.next() * 180 * minute;
		const time = begin + clockSkewMs + after + (life.burst ? 0 : dice.next());
		const early = dice.chance(0.1) ? -5 * minute * dice.next() : 0;
		const late = dice.chance(0.5) ? dice.next() * life.lookbackMs * lateness : 0;
		return { id: `event-${index}`, time, visibleAt: time + (late || early) };
	});
}

describe('A workflow that polls for new events', () => {
	it('gets each event that arrives within the lookback once, in the order of time within a poll', async () => {
		await fc.assert(
			fc.asyncProperty(lives, async (life) => {
				const { polls, events } = await live(life);

				const ids = polls.flatMap((poll) => poll.ids);
				expect([...ids].sort()).toEqual(events.map(({ id }) => id).sort());
				for (const { ids: once, starts } of polls) {
					expect(once.length).toBeLessThanOrEqual(life.maxEvents);
					expect(starts).toEqual([...starts].sort((one, other) => one - other));
				}
			}),
			runs(150),
		);
	});

	it('gets no event twice, even if some arrive too late', async () => {
		await fc.assert(
			fc.asyncProperty(lives, async (life) => {
				const { polls } = await live(life, 20);
				const ids = polls.flatMap((poll) => poll.ids);
				expect(new Set(ids).size).toBe(ids.length);
			}),
			runs(50),
		);
	});
});
