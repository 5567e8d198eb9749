import { parseJson, readPage } from '../../../nodes/HoneyHive/api/envelope';
import { scanPage } from '../../../nodes/HoneyHive/api/scanPage';

async function* bodyOf(text: string) {
	yield Buffer.from(text);
}

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
		expect(readPage('{"events":[{}],"count":null}')).toEqual({ events: [{}] });
	});

	it('keeps unknown fields and every digit of a fraction', () => {
		const event = { event_id: 'a', duration: 824.8056, novelty: { deep: [1, null, 'x'] } };
		expect(readPage(JSON.stringify({ events: [event] })).events).toEqual([event]);
	});

	it.each([
		['1e999', 'Infinity'],
		['-5', '-5'],
		['1.5', '1.5'],
		['"12x"', "'12x'"],
		['9007199254740993', '9007199254740992'],
		['[7]', '[7]'],
	])('refuses %s as a number of events, by name', async (json, shown) => {
		for (const name of ['count', 'totalEvents']) {
			const text = `{"events":[{}],"${name}":${json}}`;
			const message = `HoneyHive returned an unexpected response: '${name}' is ${shown} but must be a whole number, 0 or more`;
			expect(() => readPage(text)).toThrow(message);
			await expect(scanPage(bodyOf(text))).rejects.toThrow(message);
		}
	});

	it.each(['<html><head></head></html>', '\n<!doctype html>\n<p>Sign in</p>'])(
		'reports that the response is a web page: %j',
		(text) => {
			expect(() => parseJson(text)).toThrow('a web page');
		},
	);
});
