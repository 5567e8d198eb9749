import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import { onlyErrors } from '../../../../nodes/HoneyHive/events/figures';
import { ManyTotals, rangeOfEvents } from '../../../../nodes/HoneyHive/events/session/manyTotals';
import { totalsOf } from '../../../../nodes/HoneyHive/events/session/totals';
import { Dice } from '../reading/dice';

const minute = 60_000;
const hour = 60 * minute;
const day = Date.UTC(2026, 0, 31);

const linkOf = ({ session_id }: HoneyHiveEvent) => `https://app/${String(session_id)}`;

function pick<T>(dice: Dice, choices: readonly T[]): T | undefined {
	return choices[dice.whole(0, choices.length - 1)];
}

/** A session and its events, which begin up to a second before it and up to half an hour after. */
function randomSession(dice: Dice, id: string, start: number): HoneyHiveEvent[] {
	const own = { event_id: id, session_id: id, event_type: 'session', start_time: start };
	const children = Array.from({ length: dice.whole(0, 8) }, (_, number) => ({
		event_id: `${id}-${number}`,
		session_id: id,
		event_type: pick(dice, ['model', 'tool', 'chain']),
		start_time: start - 1000 + dice.whole(0, 30 * minute),
		duration: dice.whole(0, 5000) + 0.5,
		error: pick(dice, [null, 'Too slow']),
		metadata: pick(dice, [{}, { cost: 0.1, total_tokens: 7 }, { cost: 'free' }, { cost: 1e-7 }]),
	}));
	return [{ ...own, metadata: pick(dice, [{}, { cost: 5, total_tokens: '12' }]) }, ...children];
}

function newestFirst(events: readonly HoneyHiveEvent[]): HoneyHiveEvent[] {
	return [...events].sort((one, other) => Number(other.start_time) - Number(one.start_time));
}

/** Adds the events window by window, and notes how many sessions were open. */
function sum(sessions: readonly HoneyHiveEvent[], events: readonly HoneyHiveEvent[], size: number) {
	const { to } = rangeOfEvents(sessions, {});
	const totals = new ManyTotals(sessions, to, onlyErrors, linkOf);
	const summed = [];
	let maxOpen = 0;
	for (let index = 0; index < events.length; index += size) {
		summed.push(...totals.add(events.slice(index, index + size)));
		maxOpen = Math.max(maxOpen, totals.openSessions);
	}
	const beforeEnd = summed.length;
	summed.push(...totals.end());
	return { summed, beforeEnd, maxOpen, left: totals.openSessions, hints: totals.hints() };
}

const isSession = ({ event_type }: HoneyHiveEvent) => event_type === 'session';

describe('The totals of many sessions', () => {
	it.each(Array.from({ length: 50 }, (_, seed) => seed))(
		'are those of each session on its own, in one pass (seed %i)',
		(seed) => {
			const dice = new Dice(seed);
			const groups = Array.from({ length: dice.whole(1, 40) }, (_, number) =>
				randomSession(dice, `s${number}`, day + dice.whole(0, 6 * hour)),
			);
			const events = newestFirst(groups.flat());
			const sessions = events.filter(isSession).slice(0, dice.whole(1, 40));
			const { summed, left, hints } = sum(sessions, events, dice.whole(1, 60));

			expect(summed.map(({ session }) => session)).toEqual(sessions);
			for (const { session, totals } of summed) {
				const own = groups.find(([first]) => first === session) ?? [];
				const id = String(session.session_id);
				expect(totals).toEqual(totalsOf(id, own, onlyErrors, linkOf).totals);
			}
			expect(left).toBe(0);
			expect(hints.filter((hint) => !hint.startsWith('cost is not a number'))).toEqual([]);
		},
	);

	it('need memory for the sessions that are open, not for all sessions or events', () => {
		const dice = new Dice(1);
		const groups = Array.from({ length: 2000 }, (_, number) =>
			randomSession(dice, `s${number}`, day + number * 10 * minute),
		);
		const events = newestFirst(groups.flat());
		const { maxOpen, beforeEnd } = sum(events.filter(isSession), events, 10);

		// Each begins ten minutes after the one before, and its events within thirty.
		expect(maxOpen).toBeLessThan(8);
		expect(beforeEnd).toBeGreaterThan(1990);
	});

	it('count what starts up to a minute before the session', () => {
		const own = { event_id: 's', session_id: 's', event_type: 'session', start_time: day };
		const early = { session_id: 's', event_type: 'chain', start_time: day - minute };
		const { summed, hints } = sum([own], [own, { start_time: day - 1 }, early], 1);

		expect(summed).toMatchObject([{ totals: { events: 2 } }]);
		expect(hints).toEqual([]);
	});

	it('count nothing for a session without an ID, to which no event can belong', () => {
		const own = { event_type: 'session', start_time: day };
		const { summed } = sum([own], [{ event_type: 'model', start_time: day + 1 }, own], 9);
		expect(summed).toMatchObject([{ session: own, totals: { events: 0, cost: null } }]);
	});

	it('say how many events came too late to count', () => {
		const own = { event_id: 's', session_id: 's', event_type: 'session', start_time: day };
		const other = { ...own, event_id: 't', session_id: 't', start_time: day - hour };
		const early = { session_id: 's', event_type: 'chain', start_time: day - 2 * minute };
		const { summed, hints } = sum([own, other], [own, early, early, other, { session_id: 's' }], 2);

		expect(summed).toMatchObject([{ totals: { events: 2 } }, { totals: { events: 1 } }]);
		expect(hints).toEqual([
			'Some events (2) have no start time, or start more than a minute before their session. They are not part of its totals.',
		]);
	});

	it('say how many sessions may go on after the events that were read', () => {
		const sessions = ['s', 't'].map((id) => ({
			event_id: id,
			session_id: id,
			event_type: 'session',
			start_time: day,
		}));
		const totals = new ManyTotals(sessions, day + hour, onlyErrors, linkOf);
		totals.add([{ session_id: 's', start_time: day + 59 * minute }, ...sessions]);
		totals.end();

		expect(totals.hints()).toEqual([
			'Some sessions (1) may go on after 2026-01-31T01:00:00.000Z. Their totals count only events that started by then.',
		]);
	});

	it('are the same for each event of a session that has several of its own', () => {
		const twice = [day + hour, day].map((start_time) => ({
			event_id: `e${start_time}`,
			session_id: 's',
			event_type: 'session',
			start_time,
		}));
		const between = { session_id: 's', event_type: 'model', start_time: day + minute };
		const { summed, left } = sum(twice, newestFirst([...twice, between]), 1);

		expect(summed).toMatchObject([{ totals: { events: 3 } }, { totals: { events: 3 } }]);
		expect(left).toBe(0);
	});

	it('belong to a session that states its ID only as that of its event', () => {
		const own = { event_id: 's', event_type: 'session', start_time: day };
		const child = { session_id: 's', event_type: 'model', start_time: day + 1 };
		expect(sum([own], [child, own], 9).summed).toMatchObject([{ totals: { events: 2 } }]);
	});
});

describe('The range of the events of sessions', () => {
	const at = (start_time: unknown, duration = 0) => ({ start_time, duration });

	it('begins a minute before the first session, and is open where that of the sessions is', () => {
		expect(rangeOfEvents([at(day + 0.5), at(day + hour)], { from: day - hour })).toEqual({
			from: day - minute,
		});
	});

	it('ends an hour after that of the sessions, or after the last end that a session states', () => {
		const to = day + 2 * hour;
		expect(rangeOfEvents([at(day, hour)], { to }).to).toBe(to + hour);
		expect(rangeOfEvents([at(day, 9 * hour), at(day)], { to }).to).toBe(day + 10 * hour);
	});

	it('is open to the past for a session without a start, and never leaves the calendar', () => {
		expect(rangeOfEvents([at(null), at(day)], {})).toEqual({});
		const clocks = [at(0), at(day, 1e15)];
		expect(rangeOfEvents(clocks, { to: day })).toEqual({ from: 0, to: Date.UTC(2100, 0, 1) });
	});
});
