import fc from 'fast-check';

import { precisionOf, readTime } from '../../../nodes/HoneyHive/events/readTime';
import { ceilingOf, endOf } from '../../../nodes/HoneyHive/events/time';

const second = Date.UTC(2026, 8, 1, 2, 0, 2);

describe('The time of an event', () => {
	it.each([
		['milliseconds', second],
		['milliseconds as text', String(second)],
		['seconds', second / 1000],
		['seconds as text', String(second / 1000)],
		['microseconds', second * 1000],
		['nanoseconds', second * 1e6],
		['nanoseconds as text', `${second}000000`],
		['the form of the documentation', '2026-09-01 02:00:02'],
		['ISO 8601 in UTC', '2026-09-01T02:00:02Z'],
		['ISO 8601 with an offset', '2026-09-01T04:00:02+02:00'],
		['ISO 8601 with a short offset', '2026-08-31T21:30:02-0430'],
		['the form of PostgreSQL', '2026-09-01 04:00:02+02'],
		['the form of Python', '2026-09-01 02:00:02.000000+00:00'],
		['the form of pandas', '2026-09-01 02:00:02 UTC'],
		['the form of MongoDB', { $date: '2026-09-01T02:00:02Z' }],
		['the long form of MongoDB', { $date: { $numberLong: String(second) } }],
	])('is read from %s', (_form, value) => {
		expect(readTime(value)).toBe(second);
	});

	it('keeps fractions of a second', () => {
		expect(readTime('2026-09-01T02:00:02.5Z')).toBe(second + 500);
		expect(readTime(second + 0.25)).toBe(second + 0.25);
		expect(readTime(second / 1000 + 0.5)).toBe(second + 500);
	});

	it.each([
		undefined,
		null,
		'',
		' ',
		'soon',
		'attempt 7',
		'1 Sep 2026',
		'09/01/2026',
		'2026-02-30',
		'2026-13-01',
		'0099-01-01',
		'2026-09-01T25:00:00Z',
		'2026-09-01T02:00:02 Berlin',
		'0x10',
		'1e3',
		true,
		{},
		{ $date: {} },
		[second],
		NaN,
		Infinity,
		1e300,
		'9'.repeat(400),
	])('is not read from %p', (value) => {
		expect(readTime(value)).toBeUndefined();
	});

	it('that JavaScript wrote is read as the same moment', () => {
		fc.assert(
			fc.property(
				fc.date({ min: new Date('1975-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
				(date) => {
					expect(readTime(date.toISOString())).toBe(date.getTime());
					expect(readTime(date.getTime())).toBe(date.getTime());
				},
			),
		);
	});

	it('is never an unusable date, whatever stands there', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				const time = readTime(value);
				expect(time === undefined || !Number.isNaN(new Date(time).getTime())).toBe(true);
				expect(precisionOf(value)).toBeGreaterThanOrEqual(1);
			}),
		);
	});
});

describe('The moment after the start of an event', () => {
	it.each([
		[second, 1],
		[String(second), 1],
		[second / 1000, 1000],
		['2026-09-01 02:00:02', 1000],
		['2026-09-01 02:00:02.5', 1],
		['2026-09-01T02:00', 60_000],
		['2026-09-01', 86_400_000],
	])('of %p is %i ms later, since what is finer may not be shown', (start_time, ms) => {
		const start = readTime(start_time) ?? NaN;
		expect(ceilingOf({ start_time }, start)).toBe(Math.floor(start) + ms);
	});
});

describe('The end of an event', () => {
	it.each([
		[{ start_time: second, duration: 1e21 }],
		[{ start_time: second, duration: -5 }],
		[{ start_time: second, end_time: second - 1000 }],
		[{ start_time: second, end_time: 'later' }],
	])('of %j is its start', (event) => {
		expect(endOf(event)).toBe(second);
	});
});
