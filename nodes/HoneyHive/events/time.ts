import { z } from 'zod';

import type { HoneyHiveEvent, Located } from './event';
import { inCalendar, precisionOf, readTime } from './readTime';

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

/** An event's start in UTC milliseconds; undefined when it has none that can be read. */
export function startOf(event: Located): number | undefined {
	return readTime(event.start_time);
}

/**
 * An event's end in UTC milliseconds, or undefined when it has none that can be read. It is never before
 * the start: if it says so, a clock was wrong.
 */
export function endOf(event: HoneyHiveEvent): number | undefined {
	const start = startOf(event);
	const { end_time: stated, duration } = event;
	const lasted = typeof duration === 'number' ? duration : 0;
	const end = readTime(stated) ?? (start === undefined ? undefined : inCalendar(start + lasted));
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
