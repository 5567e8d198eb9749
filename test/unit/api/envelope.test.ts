import { parseJson, readPage } from '../../../nodes/HoneyHive/api/envelope';

describe('Reading a page', () => {
	it('takes the total where it is one', () => {
		expect(readPage('{"events":[{"event_id":"a"}],"totalEvents":7}')).toEqual({
			events: [{ event_id: 'a' }],
			total: 7,
		});
	});

	it('takes count for a hint only: nobody says what it counts', () => {
		expect(readPage('{"events":[],"count":7}')).toEqual({ events: [], countHint: 7 });
		expect(readPage('{"events":[{}],"count":1}')).toEqual({ events: [{}] });
		expect(readPage('{"events":[],"count":"many"}')).toEqual({ events: [] });
	});

	it('keeps what it does not know, and every digit of a fraction', () => {
		const event = { event_id: 'a', duration: 824.8056, novelty: { deep: [1, null, 'x'] } };
		expect(readPage(JSON.stringify({ events: [event] })).events).toEqual([event]);
	});

	it('refuses a total that is no number', () => {
		expect(() => readPage('{"events":[],"totalEvents":"many"}')).toThrow(
			"HoneyHive returned an unexpected response: 'totalEvents' is not a number",
		);
	});

	it.each(['<html><head></head></html>', '\n<!doctype html>\n<p>Sign in</p>'])(
		'tells a web page: %j',
		(text) => {
			expect(() => parseJson(text)).toThrow('a web page');
		},
	);
});
