import { clockSkewMs } from '../../../../nodes/HoneyHive/events/cursor/cursor';
import type { Dice } from '../../events/reading/dice';
import type { Arrival } from './scriptedHoneyHive';

const minute = 60_000;

export const lookbackMs = 5 * minute;

/** Milliseconds in which events start, and in which n8n has trouble of all kinds. */
export const troubledMs = 20 * minute;

/** Events that start after a moment, each visible within the lookback. */
export function arrivalsAfter(
	moment: number,
	count: number,
	projects: readonly string[],
	dice: Dice,
): Arrival[] {
	return Array.from({ length: count }, (_, index) => {
		const start = moment + clockSkewMs + dice.whole(0, troubledMs);
		const late = dice.chance(0.5) ? dice.whole(0, lookbackMs) : dice.whole(0, 2000);
		const project = projects[dice.whole(0, projects.length - 1)] ?? '';
		return { id: `event-${index}`, project, start, visibleAt: start + late };
	});
}

/** When it happens next: at times at once, at times minutes later. */
export function gapMs(dice: Dice): number {
	if (dice.chance(0.2)) return dice.whole(0, 5);
	return dice.chance(0.4) ? dice.whole(0, 5000) : dice.whole(0, 90_000);
}

/** What a simulation has led to. */
export interface Outcome {
	/** IDs of the events that production received. */
	readonly returned: readonly string[];
	/** IDs of events that may come again, because a crash came before n8n had stored that they were returned. */
	readonly mayComeAgain: ReadonlySet<string>;
	readonly hasTestChangedData: boolean;
}

/** @param arrivals what was to be returned, events or sessions */
export function expectEachArrivalOnce(
	arrivals: ReadonlyArray<Pick<Arrival, 'id'>>,
	outcome: Outcome,
): void {
	const { returned, mayComeAgain, hasTestChangedData } = outcome;
	expect([...new Set(returned)].sort()).toEqual(arrivals.map(({ id }) => id).sort());
	const again = returned.filter((id, index) => returned.indexOf(id) !== index);
	expect(again.filter((id) => !mayComeAgain.has(id))).toEqual([]);
	expect(hasTestChangedData).toBe(false);
}
