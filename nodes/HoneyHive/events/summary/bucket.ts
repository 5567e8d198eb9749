import { DateTime, FixedOffsetZone, IANAZone } from 'luxon';

/** Stretches of the calendar that events are put together in. */
export type Bucket = 'minute' | 'hour' | 'day';

const minute = 60_000;

const lengths: Readonly<Record<Bucket, number>> = {
	minute,
	hour: 60 * minute,
	day: 24 * 60 * minute,
};

/**
 * Finds the minute, hour or day of a time zone that a moment belongs to. To ask the calendar is slow:
 * that is done about once a day, for days on which no clock is changed and all else is arithmetic.
 */
export class Calendar {
	private readonly zone: IANAZone;

	/** The day of UTC that was looked at last, counted from 1970. */
	private day = NaN;

	/** How far the zone is ahead of UTC on that day and the one before, unless that changes. */
	private steady: number | undefined;

	/** The bucket that was looked up last, in UTC milliseconds: from its start to before its end. */
	private start = Infinity;

	private end = -Infinity;

	/** @param zone IANA name of a time zone that exists */
	constructor(
		private readonly unit: Bucket,
		zone: string,
	) {
		this.zone = IANAZone.create(zone);
	}

	/** When the bucket of a moment begins; both in UTC milliseconds. */
	startOf(moment: number): number {
		const ahead = this.steadyAt(moment);
		if (ahead !== undefined) {
			const length = lengths[this.unit];
			return Math.floor((moment + ahead) / length) * length - ahead;
		}
		if (moment < this.start || moment >= this.end) this.lookUp(moment);
		return this.start;
	}

	/** ISO 8601 with the offset that the zone has then. */
	toIso(moment: number): string {
		const ahead = this.steadyAt(moment) ?? this.aheadAt(moment);
		const zone = FixedOffsetZone.instance(ahead / minute);
		const text = DateTime.fromMillis(moment, { zone }).toISO({ suppressMilliseconds: true });
		if (text === null) throw new RangeError(`${this.zone.name} has no moment ${moment}`);
		return text;
	}

	/** A bucket is no longer than a day: where the clocks stood still that long, it began as they show now. */
	private steadyAt(moment: number): number | undefined {
		const day = Math.floor(moment / lengths.day);
		if (day !== this.day) {
			this.day = day;
			const ahead = this.aheadAt((day - 1) * lengths.day);
			this.steady = ahead === this.aheadAt((day + 1) * lengths.day) ? ahead : undefined;
		}
		return this.steady;
	}

	private aheadAt(moment: number): number {
		return this.zone.offset(moment) * minute;
	}

	/** What is taken for the end is checked: a clock change may lie before it. */
	private lookUp(moment: number): void {
		const time = DateTime.fromMillis(moment, { zone: this.zone });
		const start = startOf(time, this.unit);
		const last = time.endOf(this.unit);
		const isWhole = startOf(last, this.unit).equals(start);
		this.start = start.toMillis();
		this.end = isWhole ? last.toMillis() + 1 : moment;
	}
}

/**
 * Where clocks are set back at or just after midnight, as in Havana and on the Azores, a day has two
 * midnights: it begins with the first. An hour that clocks go through twice is two hours.
 */
function startOf(time: DateTime, unit: Bucket): DateTime {
	const start = time.startOf(unit);
	if (unit !== 'day') return start;
	const before = start.minus({ milliseconds: 1 });
	return before.day === start.day ? before.startOf('day') : start;
}
