import { isObject } from './event';

/**
 * Reads the times that events state. HoneyHive documents UTC milliseconds, while the example of its own
 * documentation shows "2024-04-01 22:38:19". Events that were imported have what other tools write:
 * seconds, microseconds, nanoseconds, ISO 8601 with an offset, or MongoDB's `{"$date": …}`.
 *
 * @returns UTC milliseconds; undefined for anything that is not a time
 */
export function readTime(value: unknown): number | undefined {
	const time = unwrap(value);
	if (typeof time === 'number') return readNumber(time);
	return typeof time === 'string' ? readText(time.trim()) : undefined;
}

/** MongoDB also writes `{"$date": {"$numberLong": "…"}}`. */
function unwrap(value: unknown): unknown {
	const date = isObject(value) ? value.$date : value;
	return isObject(date) ? date.$numberLong : date;
}

/**
 * The numbers that each unit is assumed for: those between March 1973 and the year 5138 in that unit.
 * Smaller ones are milliseconds of the first day of 1970, and larger ones are no times.
 */
const units: ReadonlyArray<{ readonly below: number; readonly perMs: number }> = [
	{ below: 1e8, perMs: 1 },
	{ below: 1e11, perMs: 1e-3 },
	{ below: 1e14, perMs: 1 },
	{ below: 1e17, perMs: 1e3 },
	{ below: 1e20, perMs: 1e6 },
];

function readNumber(value: number): number | undefined {
	const unit = unitOf(value);
	return unit && value / unit.perMs;
}

function unitOf(value: number) {
	return units.find(({ below }) => Math.abs(value) < below);
}

const iso =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i;

function readText(text: string): number | undefined {
	if (/^-?\d+(\.\d+)?$/.test(text)) return readNumber(Number(text));
	const parts = iso.exec(text);
	if (!parts) return undefined;
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
		.slice(1, 7)
		.map((part) => Number(part ?? 0));
	const midnight = new Date(Date.UTC(year, month - 1, day));
	// A day or month that does not exist leads to another one, and the year 99 to 1999.
	if (midnight.toISOString().slice(0, 10) !== text.slice(0, 10)) return undefined;
	if (hour > 24 || minute > 59 || second > 60) return undefined;
	const fraction = Number(`0.${parts[7] ?? 0}`);
	const sinceMidnight = ((hour * 60 + minute) * 60 + second + fraction) * 1000;
	return midnight.getTime() + sinceMidnight - offsetMs(parts[8]);
}

/** Text without a zone is in UTC, as HoneyHive's are. */
function offsetMs(zone = 'Z'): number {
	const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
	if (!parts) return 0;
	const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
	return (parts[1] === '-' ? -minutes : minutes) * 60_000;
}

/** A computed time, if a date can hold it: ECMAScript's end 100,000,000 days either side of 1970. */
export function inCalendar(milliseconds: number): number | undefined {
	return Math.abs(milliseconds) <= 8.64e15 ? milliseconds : undefined;
}

/** How many milliseconds a stated time may have been cut off by: "22:38:19" stands for any moment of that second. */
export function precisionOf(value: unknown): number {
	const time = unwrap(value);
	const text = String(time).trim();
	if (/^-?\d+(\.\d+)?$/.test(text)) return isInWholeSeconds(Number(text)) ? 1000 : 1;
	if (/[.,]\d/.test(text)) return 1;
	if (/\d:\d{2}:\d{2}/.test(text)) return 1000;
	return /:\d{2}/.test(text) ? 60_000 : 86_400_000;
}

function isInWholeSeconds(value: number): boolean {
	return Number.isInteger(value) && (unitOf(value)?.perMs ?? 1) < 1;
}
