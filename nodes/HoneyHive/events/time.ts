import { z } from 'zod';

import type { HoneyHiveEvent, Located } from './event';

/** A range of event start times in UTC milliseconds. It includes both ends; a missing end is open. */
export const timeRangeSchema = z.object({
	from: z.number().optional(),
	to: z.number().optional(),
});
export type TimeRange = z.infer<typeof timeRangeSchema>;

/**
 * What is sent for an open end where a generation requires both ends. Events may have a time in the
 * future, so the end is far ahead, but early enough for stores that keep unsigned 32-bit seconds.
 */
export const earliest = Date.UTC(1970, 0, 1);
export const latest = Date.UTC(2100, 0, 1);

/** UTC milliseconds as the ISO 8601 string that every generation reads. */
export function toIso(milliseconds: number): string {
	return new Date(milliseconds).toISOString();
}

/** JavaScript also finds a date in "attempt 7". */
const dateFirst = /^([+-]\d{2})?\d{4}-\d{2}/;

const withoutZone = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;

/**
 * Reads an event's time. The API documents UTC milliseconds, while its own example shows
 * "2024-04-01 22:38:19": both are understood, text without a zone as UTC.
 * Returns undefined for anything that is not a time.
 */
export function readEventTime(value: unknown): number | undefined {
	if (typeof value === 'number') return isTime(value) ? value : undefined;
	if (typeof value !== 'string') return undefined;
	const milliseconds = readMilliseconds(value.trim());
	return isTime(milliseconds) ? milliseconds : undefined;
}

/** NaN if the text is not a time. */
function readMilliseconds(text: string): number {
	if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
	return dateFirst.test(text) ? Date.parse(text.replace(withoutZone, '$1T$2Z')) : NaN;
}

/** ECMAScript's dates end 100,000,000 days either side of 1970. */
function isTime(milliseconds: number): boolean {
	return Math.abs(milliseconds) <= 8.64e15;
}

/** An event's start in UTC milliseconds; undefined when it has none that can be read. */
export function startOf(event: Located): number | undefined {
	return readEventTime(event.start_time);
}

/**
 * An event's end in UTC milliseconds, or undefined when it has none that can be read. It is never before
 * the start: if it says so, a clock was wrong.
 */
export function endOf(event: HoneyHiveEvent): number | undefined {
	const start = startOf(event);
	const { end_time: stated, duration } = event;
	const lasted = typeof duration === 'number' ? duration : 0;
	const end =
		readEventTime(stated) ?? readEventTime(start === undefined ? undefined : start + lasted);
	if (start === undefined) return end;
	return Math.max(start, end ?? start);
}

/** Whether no range that has both ends includes the event: its start is missing, or too far away. */
export function lacksUsableStart(event: Located): boolean {
	const start = startOf(event);
	return start === undefined || start < earliest || start > latest;
}

/**
 * A whole millisecond that is certainly after an event's start. A shown time may be truncated:
 * 1712011099123 stands for any moment of that millisecond, "22:38:19" for any of that second.
 */
export function ceilingOf(event: Located, start: number): number {
	return Math.floor(start) + precisionOf(event.start_time);
}

/** Milliseconds that a shown time may stand for. */
function precisionOf(shown: unknown): number {
	if (typeof shown === 'number' || /\.\d|^\d+$/.test(String(shown))) return 1;
	return /\d:\d{2}:\d{2}/.test(String(shown)) ? 1000 : 60_000;
}
