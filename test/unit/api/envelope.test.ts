import { parseJson, readPage } from '../../../nodes/HoneyHive/api/envelope';

describe('Response envelope', () => {
	it('returns totalEvents as the total', () => {
		expect(readPage('{"events":[{"event_id":"a"}],"totalEvents":7}')).toEqual({
			events: [{ event_id: 'a' }],
			total: 7,
		});
	});

	it('returns a count as the total only if it is larger than the number of events', () => {
		expect(readPage('{"events":[],"count":7}')).toEqual({ events: [], total: 7 });
		expect(readPage('{"events":[{}],"totalEvents":null,"count":2}')).toMatchObject({ total: 2 });
		expect(readPage('{"events":[{}],"count":1}')).toEqual({ events: [{}] });
		expect(readPage('{"events":[],"count":"many"}')).toEqual({ events: [] });
	});

	it('keeps unknown fields and every digit of a fraction', () => {
		const event = { event_id: 'a', duration: 824.8056, novelty: { deep: [1, null, 'x'] } };
		expect(readPage(JSON.stringify({ events: [event] })).events).toEqual([event]);
	});

	it('refuses a total that is not a number', () => {
		expect(() => readPage('{"events":[],"totalEvents":"many"}')).toThrow(
			"HoneyHive returned an unexpected response: 'totalEvents' is not a number",
		);
	});

	it.each(['<html><head></head></html>', '\n<!doctype html>\n<p>Sign in</p>'])(
		'reports that the response is a web page: %j',
		(text) => {
			expect(() => parseJson(text)).toThrow('a web page');
		},
	);
});
