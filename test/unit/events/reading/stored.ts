import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import { Dice } from './dice';

/** An event as the server stores it: its actual time may be more precise than the time shown. */
export interface Stored {
	readonly id: string;
	/** UTC milliseconds, with a fraction. */
	readonly time?: number;
}

/** How the server shows times: exactly, as whole milliseconds, or as text. */
export const shownTimes = ['exact', 'whole', 'seconds', 'milliseconds', 'microseconds'] as const;
export type Shown = (typeof shownTimes)[number];

export const distributions = [
	'uniform',
	'bursts',
	'crowdedSeconds',
	'crowdedMilliseconds',
	'oneMillisecond',
	'yearly',
	'everDenser',
	'someInFuture',
	'withoutStart',
] as const;
export type Distribution = (typeof distributions)[number];

export function show({ id, time }: Stored, shown: Shown): HoneyHiveEvent {
	return { event_id: id, ...(time !== undefined && { start_time: showTime(time, shown) }) };
}

function showTime(time: number, shown: Shown): number | string {
	const text = new Date(time).toISOString();
	switch (shown) {
		case 'exact':
			return time;
		case 'whole':
			return Math.floor(time);
		case 'seconds':
			return text.slice(0, 19).replace('T', ' ');
		case 'milliseconds':
			return text;
		case 'microseconds': {
			const micros = Math.floor((time - Math.floor(time)) * 1000);
			return `${text.slice(0, 23)}${String(micros).padStart(3, '0')}Z`;
		}
	}
}

const base = Date.UTC(2024, 3, 1, 22, 38, 19);
const day = 86_400_000;

/** Events of a distribution. Each has no time with the probability `withoutStart`. */
export function generate(
	count: number,
	distribution: Distribution,
	{ seed, withoutStart = 0, wholeTimes = false }: GenerateOptions,
): Stored[] {
	const dice = new Dice(seed);
	return Array.from({ length: count }, (_, index): Stored => {
		const id = `event-${index}`;
		const time = timeIn(distribution, index, dice);
		if (time === undefined || dice.chance(withoutStart)) return { id };
		return { id, time: wholeTimes ? Math.floor(time) : time };
	});
}

interface GenerateOptions {
	readonly seed: number;
	readonly withoutStart?: number;
	/** Whether all times are whole milliseconds. */
	readonly wholeTimes?: boolean;
}

function timeIn(distribution: Distribution, index: number, dice: Dice): number | undefined {
	switch (distribution) {
		case 'uniform':
			return base + dice.next() * 30 * day;
		case 'bursts':
			return base + dice.whole(0, 4) * 6 * day + dice.next() * 60_000;
		case 'crowdedSeconds':
			return base + dice.next() * 3000;
		case 'crowdedMilliseconds':
			return base + dice.next() * 6;
		case 'oneMillisecond':
			return base + dice.next() * 0.999;
		case 'yearly':
			return Date.UTC(1974 + (index % 125), 3, 1);
		case 'everDenser':
			return base + 30 * day * (1 - dice.next() ** 8);
		case 'someInFuture':
			return dice.chance(0.1) ? Date.UTC(2080 + dice.whole(0, 18)) : base + dice.next() * 30 * day;
		case 'withoutStart':
			return undefined;
	}
}
