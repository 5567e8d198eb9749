import { refusalOfConnection } from '../../../nodes/HoneyHive/api/errors';

describe('The refusal for a failed connection', () => {
	it.each([
		['ENOTFOUND', 'the host does not exist'],
		['ETIMEDOUT', 'the request timed out'],
		['SOMETHING_NEW', 'what the client said'],
		[undefined, 'what the client said'],
	])('explains the connection error %s', (code, meaning) => {
		const refusal = refusalOfConnection('https://host', code, 'what the client said');
		expect(refusal.message).toBe(`HoneyHive could not be reached at https://host: ${meaning}`);
		expect(refusal.httpCode).toBeNull();
	});
});
