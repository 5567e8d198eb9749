import * as fc from 'fast-check';
import { readEventTime, readIso, writeAsText } from '../../emulator/data/times';

describe('A date in a request', () => {
	it.each([
		['2024-04-01', Date.UTC(2024, 3, 1)],
		['2024-04-01T22:38', Date.UTC(2024, 3, 1, 22, 38)],
		['2024-04-01T22:38:19', Date.UTC(2024, 3, 1, 22, 38, 19)],
		['2024-04-01T22:38:19.5Z', Date.UTC(2024, 3, 1, 22, 38, 19, 500)],
		['2024-04-01T22:38:19.123456Z', Date.UTC(2024, 3, 1, 22, 38, 19, 123)],
		['2024-04-01T22:38:19+05:30', Date.UTC(2024, 3, 1, 17, 8, 19)],
		['2024-04-01T22:38:19-0200', Date.UTC(2024, 3, 2, 0, 38, 19)],
		['2024-02-29', Date.UTC(2024, 1, 29)],
	])('is read from %s', (text, expected) => {
		expect(readIso(text)).toBe(expected);
	});

	it.each([
		'',
		'2023-02-29',
		'2024-13-01',
		'2024-04-31',
		'2024-04-01T24:00:00Z',
		'01/04/2024',
		'1711929600000',
		'2024-04-01 22:38:19',
		'2024-04-01T22:38:61Z',
	])('is rejected if it is %p', (text) => {
		expect(readIso(text)).toBeUndefined();
	});

	it('that JavaScript wrote is read as the same moment', () => {
		const range = { min: new Date(Date.UTC(1970, 0, 1)), max: new Date(Date.UTC(2200, 0, 1)) };
		fc.assert(
			fc.property(fc.date({ ...range, noInvalidDate: true }), (date) => {
				expect(readIso(date.toISOString())).toBe(date.getTime());
			}),
		);
	});
});

describe("An event's time", () => {
	it('is a number, ISO 8601 or text in UTC', () => {
		const time = Date.UTC(2024, 3, 1, 22, 38, 19);
		expect(writeAsText(time)).toBe('2024-04-01 22:38:19');
		for (const value of [time, '2024-04-01 22:38:19', '2024-04-01T22:38:19.000Z']) {
			expect(readEventTime(value)).toBe(time);
		}
		for (const value of [undefined, null, NaN, 'soon', {}]) {
			expect(readEventTime(value)).toBeUndefined();
		}
	});
});
