import type { HoneyHiveEvent } from '../event';
import { readerOf } from '../shape/select';
import { failureOf } from '../shape/simplify';
import { startOf } from '../time';
import { Calendar, type Bucket } from './bucket';
import { measureNames } from './measures';

/** What makes events a group: the same values at these paths, and a start in the same bucket. */
export interface GroupBy {
	readonly paths: readonly string[];
	readonly bucket: Bucket | 'none';
	/** IANA name of the zone whose days and hours the buckets are. */
	readonly timezone: string;
}

/** Where an event belongs. */
export interface Place {
	/** The same for all events of a group and for no others. */
	readonly key: string;
	/** Of the paths, in their order; null where the event has none. */
	readonly values: readonly unknown[];
	/** UTC milliseconds at which the bucket begins; null without a bucket, or without a start time. */
	readonly period: number | null;
}

/** Tells to which group an event belongs, and how a group's columns are named. */
export class Grouping {
	private readonly readers: ReadonlyArray<(event: HoneyHiveEvent) => unknown>;

	private readonly columns: readonly string[];

	private readonly calendar: Calendar | undefined;

	constructor({ paths, bucket, timezone }: GroupBy) {
		this.readers = paths.map((path) => (path === 'error' ? failureOf : readerOf(path)));
		this.columns = columnsOf(paths);
		this.calendar = bucket === 'none' ? undefined : new Calendar(bucket, timezone);
	}

	/** Whether all events belong to one group, which is there even without events. */
	get isOne(): boolean {
		return this.columns.length === 0 && this.calendar === undefined;
	}

	placeOf(event: HoneyHiveEvent): Place {
		const values = this.readers.map((read) => read(event) ?? null);
		const start = this.calendar && startOf(event);
		const period = start === undefined ? null : (this.calendar?.startOf(start) ?? null);
		return { key: JSON.stringify([period, ...values]), values, period };
	}

	/** A group's values by their columns, and when its bucket begins. */
	describe({ values, period }: Place): Record<string, unknown> {
		return Object.fromEntries([
			...this.columns.map((column, index) => [column, values[index] ?? null] as const),
			...(this.calendar ? [['period', period === null ? null : this.calendar.toIso(period)]] : []),
		]) as Record<string, unknown>;
	}
}

/** Other columns that an item can have. */
const taken = new Set<string>([
	...measureNames,
	'period',
	'first_time',
	'last_time',
	'alert',
	'alert_reason',
]);

/**
 * A path is its own column, with underscores behind it where the name is taken. Only `error` cannot
 * be one: n8n's Retry On Fail takes an item with such a field for a failed run.
 */
function columnsOf(paths: readonly string[]): string[] {
	const names = new Set(taken);
	return paths.map((path) => {
		let column = path === 'error' ? 'error_text' : path;
		while (names.has(column)) column += '_';
		names.add(column);
		return column;
	});
}
