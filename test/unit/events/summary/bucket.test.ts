import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';

import { Calendar, type Bucket } from '../../../../nodes/HoneyHive/events/summary/bucket';

const units = ['minute', 'hour', 'day'] as const;

const day = 86_400_000;

/** Days on which the clocks of a zone are changed, and any others. */
function moments(zone: string): fc.Arbitrary<number[]> {
	const changes: Readonly<Record<string, readonly number[]>> = {
		'Europe/Berlin': [Date.UTC(2024, 2, 31), Date.UTC(2024, 9, 27)],
		'America/New_York': [Date.UTC(2024, 2, 10), Date.UTC(2024, 10, 3)],
		'Australia/Lord_Howe': [Date.UTC(2024, 3, 6), Date.UTC(2024, 9, 5)],
		'Pacific/Apia': [Date.UTC(2011, 11, 29), Date.UTC(2011, 11, 30)],
		'America/Havana': [Date.UTC(2024, 2, 10), Date.UTC(2024, 10, 3)],
		'Atlantic/Azores': [Date.UTC(2024, 2, 31), Date.UTC(2024, 9, 27)],
		'Asia/Beirut': [Date.UTC(2024, 2, 30), Date.UTC(2024, 9, 26)],
	};
	const near = (changes[zone] ?? [Date.UTC(2024, 0, 1)]).map((change) =>
		fc.integer({ min: change - day, max: change + 2 * day }),
	);
	const any = fc.integer({ min: Date.UTC(1973, 0, 1), max: Date.UTC(2100, 0, 1) });
	const fine = fc.oneof(...near, any).chain((moment) => fc.constantFrom(moment, moment + 0.5));
	return fc.array(fine, { minLength: 1, maxLength: 20 });
}

/** Counts how often somebody asks how far the zone is ahead of UTC. */
class CountingZone extends IANAZone {
	lookups = 0;

	override offset(moment: number): number {
		this.lookups += 1;
		return super.offset(moment);
	}
}

describe('Time buckets', () => {
	describe.each(units)('%s', (unit) => {
		it.each([
			'UTC',
			'Europe/Berlin',
			'America/New_York',
			'Asia/Kathmandu',
			'Australia/Lord_Howe',
			'Pacific/Apia',
			'Asia/Beirut',
		])('of %s are those of luxon, in whatever order moments come', (zone) => {
			fc.assert(
				fc.property(moments(zone), (times) => {
					const calendar = new Calendar(unit, IANAZone.create(zone));
					for (const time of times) {
						const expected = DateTime.fromMillis(Math.floor(time), { zone }).startOf(unit);
						expect(calendar.bucketStart(time)).toBe(expected.toMillis());
					}
				}),
				{ numRuns: 50 },
			);
		});
	});

	it.each(['America/Havana', 'Atlantic/Azores', 'Europe/Berlin', 'Asia/Beirut'])(
		'keep a day of %s together although its clocks go back',
		(zone) => {
			const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
			fc.assert(
				fc.property(moments(zone), (times) => {
					const calendar = new Calendar('day', IANAZone.create(zone));
					for (const time of times) {
						const start = calendar.bucketStart(time);
						expect(start).toBeLessThanOrEqual(time);
						expect(format.format(start)).toBe(format.format(time));
						expect(format.format(start - 1)).not.toBe(format.format(time));
					}
				}),
				{ numRuns: 50 },
			);
		},
	);

	it.each<[Bucket, string, string, string]>([
		['hour', 'Europe/Berlin', '2024-10-27T00:30:00Z', '2024-10-27T02:00:00+02:00'],
		['hour', 'Europe/Berlin', '2024-10-27T01:30:00Z', '2024-10-27T02:00:00+01:00'],
		['day', 'Europe/Berlin', '2024-10-27T22:59:59Z', '2024-10-27T00:00:00+02:00'],
		['hour', 'Asia/Kathmandu', '2024-04-01T00:14:59Z', '2024-04-01T05:00:00+05:45'],
		['hour', 'Asia/Kathmandu', '2024-04-01T00:15:00Z', '2024-04-01T06:00:00+05:45'],
		['day', 'America/New_York', '2024-03-11T03:59:00Z', '2024-03-10T00:00:00-05:00'],
		['minute', 'UTC', '2024-04-01T10:00:59.999Z', '2024-04-01T10:00:00Z'],
	])('the %s in %s of %s begins at %s', (unit, zone, time, expected) => {
		const calendar = new Calendar(unit, IANAZone.create(zone));
		expect(calendar.toIso(calendar.bucketStart(Date.parse(time)))).toBe(expected);
	});

	it('end where the next one begins', () => {
		const calendar = new Calendar('hour', IANAZone.create('Asia/Kathmandu'));
		const next = Date.parse('2024-04-01T00:15:00Z');
		expect(calendar.bucketStart(next - 0.5)).toBe(next - 3_600_000);
		expect(calendar.bucketStart(next)).toBe(next);
	});

	// Where clocks go on by half an hour, an hour is followed by one that begins at its half.
	it('are the same in whatever order moments come', () => {
		const before = Date.parse('2024-10-05T15:10:00Z');
		const behind = Date.parse('2024-10-05T15:40:00Z');
		const calendar = new Calendar('hour', IANAZone.create('Australia/Lord_Howe'));
		const found = [before, behind, before].map((moment) => calendar.bucketStart(moment));
		expect(found.map((start) => calendar.toIso(start))).toEqual([
			'2024-10-06T01:00:00+10:30',
			'2024-10-06T02:30:00+11:00',
			'2024-10-06T01:00:00+10:30',
		]);
	});

	it.each([
		['without a clock change', Date.UTC(2024, 3, 1)],
		['with a clock change', Date.UTC(2024, 9, 27)],
	])('look up the time zone a few times a day and not for each event, on a day %s', (_, start) => {
		const zone = new CountingZone('Europe/Berlin');
		const calendar = new Calendar('hour', zone);
		for (let second = 0; second < 4 * 3600; second++) calendar.bucketStart(start + second * 1000);
		expect(zone.lookups).toBeGreaterThan(0);
		expect(zone.lookups).toBeLessThan(100);
	});
});
