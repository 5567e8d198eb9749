import { IANAZone } from 'luxon';

import type { HoneyHiveEvent } from '../event';
import { errorOf } from '../figures';
import { readerOf } from '../path';
import { boundedText, type EscapeFor } from '../shape/boundedText';
import { DistinctNames } from '../shape/distinctNames';
import { startOf } from '../time';
import { Calendar, type Bucket } from './bucket';
import { measureNames } from './measures';

/** Events belong to one group if they have the same values at these paths and start in the same bucket. */
export interface GroupBy {
	readonly paths: readonly string[];
	readonly bucket: Bucket | 'none';
	/** IANA name of the time zone of the buckets. */
	readonly timezone: string;
}

/** Of a value that is meant for a message. */
const maxEscapedCharacters = 1000;

/** Where an event belongs. */
export interface Place {
	/** The same for all events of a group, and for no others. */
	readonly key: string;
	/** The values at the paths, in their order; null where the event has none. */
	readonly values: readonly unknown[];
	/** UTC milliseconds: when the bucket begins. Null without a bucket or a start time. */
	readonly period: number | null;
}

/** Determines to which group an event belongs, and how a group's columns are named. */
export class Grouping {
	private readonly readers: ReadonlyArray<(event: HoneyHiveEvent) => unknown>;

	private readonly columns: readonly string[];

	private readonly calendar: Calendar | undefined;

	constructor(
		{ paths, bucket, timezone }: GroupBy,
		private readonly escapeFor: EscapeFor = 'none',
	) {
		this.readers = paths.map((path) => (path === 'error' ? errorOf : readerOf(path)));
		this.columns = columnsOf(paths);
		this.calendar = bucket === 'none' ? undefined : new Calendar(bucket, IANAZone.create(timezone));
	}

	/** Whether all events belong to one group, which exists even without events. */
	get isOne(): boolean {
		return this.columns.length === 0 && this.calendar === undefined;
	}

	placeOf(event: HoneyHiveEvent): Place {
		const values = this.readers.map((read) => read(event) ?? null);
		const period = this.periodOf(event);
		return { key: JSON.stringify([period, ...values]), values, period };
	}

	private periodOf(event: HoneyHiveEvent): number | null {
		const start = startOf(event);
		if (this.calendar === undefined || start === undefined) return null;
		return this.calendar.bucketStart(start);
	}

	/** A group's values by their columns, and when its bucket begins. */
	describe({ values, period }: Place): Record<string, unknown> {
		return Object.fromEntries([
			...this.columns.map((column, index) => [column, this.escaped(values[index])] as const),
			...(this.calendar ? [['period', period === null ? null : this.calendar.toIso(period)]] : []),
		]) as Record<string, unknown>;
	}

	/** A value for markup is text, too, if it is an object: what n8n makes of it would not be escaped. */
	private escaped(value: unknown): unknown {
		const isText = typeof value === 'string' || typeof value === 'object';
		if (this.escapeFor === 'none' || value === null || !isText) return value ?? null;
		return boundedText(value, maxEscapedCharacters, this.escapeFor);
	}
}

/** The other columns of an item. */
const taken = new Set<string>([
	...measureNames,
	'period',
	'first_time',
	'last_time',
	'alert',
	'alert_reason',
	'error',
]);

/**
 * A column is named after the last part of its path, so that an expression such as `$json.model` finds it,
 * or after the whole path where that is not enough; underscores follow where even that name is taken. No
 * column is named `error`: n8n's Retry On Fail considers an item with such a field a failed run.
 */
function columnsOf(paths: readonly string[]): string[] {
	const wholeNames = paths.map((path) => (path === 'error' ? 'error_text' : path));
	const shortNames = wholeNames.map(lastPartOf);
	const names = new DistinctNames();
	for (const name of taken) names.give(name);
	return wholeNames.map((whole, index) => {
		const short = shortNames[index] ?? whole;
		const isClear = !taken.has(short) && shortNames.filter((name) => name === short).length === 1;
		return names.give(isClear ? short : whole);
	});
}

/** A position in a list is not a name. */
function lastPartOf(path: string): string {
	const last = path.slice(path.lastIndexOf('.') + 1);
	return /^\d+$/.test(last) ? path : last;
}
