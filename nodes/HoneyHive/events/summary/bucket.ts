import { DateTime, FixedOffsetZone, type IANAZone } from 'luxon';

/** The units of the calendar that events can be grouped by. */
export type Bucket = 'minute' | 'hour' | 'day';

const minuteMs = 60_000;

const lengthsMs: Readonly<Record<Bucket, number>> = {
	minute: minuteMs,
	hour: 60 * minuteMs,
	day: 24 * 60 * minuteMs,
};

/**
 * Finds the minute, hour or day of a time zone that a moment belongs to. Asking the calendar is slow, so
 * it is asked about once for each day of events. The rest is arithmetic, except around clock changes.
 */
export class Calendar {
	/** The day in UTC that was looked up last, counted from 1970. */
	private day = NaN;

	/** Milliseconds that the zone is ahead of UTC around that day; undefined when that changes. */
	private steadyOffset: number | undefined;

	/** The bucket that was looked up last, in UTC milliseconds: it includes its start and excludes its end. */
	private start = Infinity;

	private end = -Infinity;

	constructor(
		private readonly unit: Bucket,
		/** A time zone that exists. */
		private readonly zone: IANAZone,
	) {}

	/** When the bucket of a moment begins. Both are in UTC milliseconds. */
	bucketStart(moment: number): number {
		const ahead = this.steadyAt(moment);
		if (ahead !== undefined) {
			const length = lengthsMs[this.unit];
			return Math.floor((moment + ahead) / length) * length - ahead;
		}
		if (moment < this.start || moment >= this.end) this.lookUp(moment);
		return this.start;
	}

	/** ISO 8601 with the offset that the zone has at that moment. */
	toIso(moment: number): string {
		const ahead = this.steadyAt(moment) ?? this.aheadAt(moment);
		const zone = FixedOffsetZone.instance(ahead / minuteMs);
		const text = DateTime.fromMillis(moment, { zone }).toISO({ suppressMilliseconds: true });
		if (text === null) throw new RangeError(`${this.zone.name} has no moment ${moment}`);
		return text;
	}

	/** A bucket is a day at most: if the offset is the same on both sides of the day, it was when the bucket began. */
	private steadyAt(moment: number): number | undefined {
		const day = Math.floor(moment / lengthsMs.day);
		if (day !== this.day) {
			this.day = day;
			const ahead = this.aheadAt((day - 1) * lengthsMs.day);
			this.steadyOffset = ahead === this.aheadAt((day + 1) * lengthsMs.day) ? ahead : undefined;
		}
		return this.steadyOffset;
	}

	private aheadAt(moment: number): number {
		return this.zone.offset(moment) * minuteMs;
	}

	/** The end is verified, because clocks may be changed before it. */
	private lookUp(moment: number): void {
		const time = DateTime.fromMillis(moment, { zone: this.zone });
		const start = startOfUnit(time, this.unit);
		const last = time.endOf(this.unit);
		const isWhole = startOfUnit(last, this.unit).equals(start);
		this.start = start.toMillis();
		this.end = isWhole ? last.toMillis() + 1 : moment;
	}
}

/**
 * Where clocks are set back at or just after midnight, as in Havana and on the Azores, a day has two
 * midnights: it begins with the first. An hour that clocks go through twice counts as two hours.
 */
function startOfUnit(time: DateTime, unit: Bucket): DateTime {
	const start = time.startOf(unit);
	if (unit !== 'day') return start;
	const before = start.minus({ milliseconds: 1 });
	return before.day === start.day ? before.startOf('day') : start;
}
