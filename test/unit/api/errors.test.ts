import { refusalOfConnection, refusalOfStatus } from '../../../nodes/HoneyHive/api/errors';

describe('The wording of an answer', () => {
	it.each([
		[
			400,
			'{"message":"limit is too large"}',
			'HoneyHive refused the request (HTTP 400): limit is too large',
		],
		[401, '', 'HoneyHive does not accept the API key (HTTP 401)'],
		[
			403,
			'{"error":"scope"}',
			'The API key lacks permission to read these events (HTTP 403): scope',
		],
		[404, '<html></html>', 'HoneyHive has nothing at this address (HTTP 404)'],
		[413, '', 'HoneyHive finds the request or its answer too large (HTTP 413)'],
		[418, 'teapot', 'HoneyHive refused the request (HTTP 418): teapot'],
		[429, '', 'HoneyHive receives too many requests from you (HTTP 429)'],
		[500, '{"message":{"code":7}}', 'HoneyHive could not answer (HTTP 500): {"code":7}'],
		[502, '<html>Bad gateway</html>', 'HoneyHive could not answer (HTTP 502)'],
	])('HTTP %i with %j', (status, body, message) => {
		const refusal = refusalOfStatus(status, body);
		expect(refusal.message).toBe(message);
		expect(refusal.httpCode).toBe(String(status));
		expect(refusal.remedy).toBeTruthy();
	});

	it('quotes no more of an answer than one reads', () => {
		expect(refusalOfStatus(500, 'x'.repeat(5000)).message.length).toBeLessThan(500);
	});

	it.each([
		['https://login.example/?token=secret', 'https://login.example'],
		['/v2/events', 'another path'],
		[undefined, 'another place'],
	])('names where a redirect to %s leads, without what it carries', (location, place) => {
		expect(refusalOfStatus(302, '', { location }).message).toBe(
			`HoneyHive's address redirects to ${place} (HTTP 302)`,
		);
	});

	it.each([
		['ENOTFOUND', 'there is no such host'],
		['ETIMEDOUT', 'no answer came in time'],
		['SOMETHING_NEW', 'what the client said'],
		[undefined, 'what the client said'],
	])('says what %s means', (code, meaning) => {
		const refusal = refusalOfConnection('https://host', code, 'what the client said');
		expect(refusal.message).toBe(`HoneyHive could not be reached at https://host: ${meaning}`);
		expect(refusal.httpCode).toBeNull();
	});
});
