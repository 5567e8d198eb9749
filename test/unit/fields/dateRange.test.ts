import { Settings } from 'luxon';

import { readDateRange } from '../../../nodes/HoneyHive/fields/dateRange';
import { parametersFrom } from '../../support/parameters';

const iso = (milliseconds: number | undefined) =>
	milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();

describe('readDateRange', () => {
	beforeEach(() => {
		jest.useFakeTimers({ now: Date.UTC(2024, 2, 31, 12) });
	});

	afterEach(() => {
		jest.useRealTimers();
		Settings.defaultZone = 'system';
	});

	it('returns a range without ends when the date range is All Time', () => {
		expect(readDateRange(parametersFrom({ dateRange: 'any', from: 'nonsense' }))).toEqual({});
	});

	it.each([
		['UTC', '2024-04-01T09:00:00.000Z'],
		['Europe/Berlin', '2024-04-01T07:00:00.000Z'],
		['America/New_York', '2024-04-01T13:00:00.000Z'],
	])('reads the text of the date picker in the time zone %s', (timezone, expected) => {
		const { from } = readDateRange(
			parametersFrom({ dateRange: 'between', from: '2024-04-01T09:00:00' }, timezone),
		);
		expect(iso(from)).toBe(expected);
	});

	it.each([
		['a time in the skipped hour', '2024-03-31T02:30:00', '2024-03-31T01:30:00.000Z'],
		['a time in the hour before', '2024-03-31T01:30:00', '2024-03-31T00:30:00.000Z'],
		['a time in the hour after', '2024-03-31T03:30:00', '2024-03-31T01:30:00.000Z'],
		['a time in winter', '2024-10-27T09:00:00', '2024-10-27T08:00:00.000Z'],
	])('follows the clock changes of Berlin: %s', (_what, from, expected) => {
		const range = readDateRange(parametersFrom({ dateRange: 'between', from }, 'Europe/Berlin'));
		expect(iso(range.from)).toBe(expected);
	});

	it('ignores the process-wide time zone, which other executions overwrite', () => {
		Settings.defaultZone = 'Asia/Tokyo';
		const { from } = readDateRange(
			parametersFrom({ dateRange: 'between', from: '2024-04-01T09:00:00' }, 'Europe/Berlin'),
		);
		expect(iso(from)).toBe('2024-04-01T07:00:00.000Z');
	});

	it.each([
		['2024-04-01T09:00:00Z', '2024-04-01T09:00:00.000Z'],
		['2024-04-01T09:00:00-05:00', '2024-04-01T14:00:00.000Z'],
		['2024-04-01 09:00:00', '2024-04-01T07:00:00.000Z'],
		['2024-04-01', '2024-03-31T22:00:00.000Z'],
		[new Date(Date.UTC(2024, 3, 1)), '2024-04-01T00:00:00.000Z'],
		[Date.UTC(2024, 3, 1), '2024-04-01T00:00:00.000Z'],
		[String(Date.UTC(2024, 3, 1)), '2024-04-01T00:00:00.000Z'],
	])('reads the value of an expression: %s', (from, expected) => {
		const range = readDateRange(parametersFrom({ dateRange: 'between', from }, 'Europe/Berlin'));
		expect(iso(range.from)).toBe(expected);
	});

	it.each([
		[{ from: '', to: '2024-04-01T00:00:00' }, [undefined, '2024-04-01T00:00:00.000Z']],
		[{ from: '2024-04-01T00:00:00', to: '' }, ['2024-04-01T00:00:00.000Z', undefined]],
		[{}, [undefined, undefined]],
	])('leaves an empty end open: %j', (ends, expected) => {
		const { from, to } = readDateRange(parametersFrom({ dateRange: 'between', ...ends }));
		expect([iso(from), iso(to)]).toEqual(expected);
	});

	it('includes the whole last day when the end has no time of day', () => {
		const { to } = readDateRange(
			parametersFrom({ dateRange: 'between', to: '2024-03-31' }, 'Europe/Berlin'),
		);
		expect(iso(to)).toBe('2024-03-31T21:59:59.999Z');
	});

	it.each([
		[24, 'hours', 'Europe/Berlin', '2024-03-30T12:00:00.000Z'],
		[90, 'minutes', 'UTC', '2024-03-31T10:30:00.000Z'],
		// In Berlin, March 31, 2024 has 23 hours: a day earlier, clocks showed the same time.
		[1, 'days', 'Europe/Berlin', '2024-03-30T13:00:00.000Z'],
		[1, 'days', 'America/New_York', '2024-03-30T12:00:00.000Z'],
		[1, 'weeks', 'Europe/Berlin', '2024-03-24T13:00:00.000Z'],
	])(
		'starts before now and has no end (lastAmount %i, lastUnit %s, time zone %s)',
		(lastAmount, lastUnit, zone, expected) => {
			const range = readDateRange(
				parametersFrom({ dateRange: 'relative', lastUnit, lastAmount }, zone),
			);
			expect(iso(range.from)).toBe(expected);
			expect(range.to).toBeUndefined();
		},
	);

	it('refuses a unit that is not one of the choices', () => {
		const parameters = parametersFrom({ dateRange: 'relative', lastUnit: 'moons', lastAmount: 1 });
		expect(() => readDateRange(parameters)).toThrow(
			"'Unit' is 'moons', which is not one of its choices",
		);
	});
});
