import fc from 'fast-check';

import {
	CursorRun,
	joinStates,
	startAt,
	type CursorState,
} from '../../../../nodes/HoneyHive/events/cursor/cursor';
import { runs } from '../reading/scenario';

const minute = 60_000;
const noon = Date.UTC(2026, 0, 31, 12);
const options = { lookbackMs: 5 * minute, maxEvents: Infinity };

interface Returned {
	readonly state: CursorState;
	/** Minutes after noon at which the events that it returned start: they are their names, too. */
	readonly starts: readonly number[];
}

/** What runs left that returned some of the events of an hour. */
const left = fc
	.record({
		starts: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }),
		now: fc.integer({ min: 0, max: 90 }),
		end: fc.constantFrom('finished' as const, 'full' as const, 'interrupted' as const),
	})
	.map(({ starts, now, end }): Returned => {
		const run = new CursorRun(startAt(noon), noon + now * minute, options);
		const sorted = [...starts].sort((one, other) => one - other);
		run.add(sorted.filter((start) => start <= now).map(eventAt));
		const { state } = run[end]();
		return { state, starts: sorted.filter((start) => start <= now) };
	});

function eventAt(start: number) {
	return { event_id: `event-${start}`, start_time: noon + start * minute };
}

/** What the next run would return of the events of an hour. */
function nextOf(state: CursorState): number[] {
	const run = new CursorRun(state, noon + 120 * minute, options);
	const starts = Array.from({ length: 61 }, (_, start) => start);
	const inRange = starts.filter((start) => noon + start * minute >= run.range.from);
	const fresh = run.add(inRange.map(eventAt));
	return fresh.map(({ start_time }) => (Number(start_time) - noon) / minute);
}

describe('Two states of one cursor that are joined', () => {
	it('are the same in either order', () => {
		fc.assert(
			fc.property(left, left, (one, other) => {
				const [joined, reversed] = [
					joinStates(one.state, other.state),
					joinStates(other.state, one.state),
				];
				expect(nextOf(joined)).toEqual(nextOf(reversed));
				expect({ ...joined, remembered: {} }).toEqual({ ...reversed, remembered: {} });
			}),
			runs(300),
		);
	});

	it('keep what either of them returned from coming again, and lose nothing that neither has read', () => {
		fc.assert(
			fc.property(left, left, (one, other) => {
				const next = nextOf(joinStates(one.state, other.state));
				const returned = [...one.starts, ...other.starts];
				expect(next.filter((start) => returned.includes(start))).toEqual([]);
				const toRead = Math.max(one.state.from, other.state.from);
				const missing = Array.from({ length: 61 }, (_, start) => start).filter(
					(start) => noon + start * minute >= toRead && !returned.includes(start),
				);
				// What lies before the place where both continue was read, and is read again later.
				const from = next[0] ?? Infinity;
				expect(next).toEqual(missing.filter((start) => start >= from));
			}),
			runs(300),
		);
	});

	it('are what they were if they are equal, also where a run that ran out of time is continued', () => {
		fc.assert(
			fc.property(left, ({ state }) => {
				expect(joinStates(state, structuredClone(state))).toEqual(state);
			}),
			runs(100),
		);
	});

	it('do not continue what one of them may have finished', () => {
		const run = new CursorRun(startAt(noon), noon + 60 * minute, options);
		run.add([eventAt(1), eventAt(58)]);
		const { state } = run.interrupted();
		expect(state.resume).toBeDefined();
		expect(joinStates(state, run.finished().state)).not.toHaveProperty('resume');
	});
});
