import { readAppUrl, readBaseUrl } from '../../../nodes/HoneyHive/api/credential/urls';

describe('readAppUrl', () => {
	it.each([
		['https://app.acme.example/', 'https://app.acme.example'],
		[' https://acme.example/honeyhive// ', 'https://acme.example/honeyhive'],
		['', undefined],
		['  ', undefined],
		[undefined, undefined],
		[null, undefined],
	])('reads %j as %j', (value, expected) => {
		expect(readAppUrl(value)).toBe(expected);
	});

	it.each([
		['app.acme.example', "'App URL' must start with https:// or http://: it is 'app.acme.example'"],
		['javascript:alert(1)', /^'App URL' must start with https:/],
		['https://user:secret@acme.example', "'App URL' contains a user name or password"],
		['https://acme.example?event=1', /^'App URL' must not contain '\?' or '#'/],
		[7, /^'App URL' must start with/],
	])('refuses %j by the name of the field', (value, message) => {
		expect(() => readAppUrl(value)).toThrow(message);
	});
});

describe('readBaseUrl', () => {
	it('refuses an empty URL', () => {
		expect(() => readBaseUrl('')).toThrow("'Base URL' must start with https:// or http://");
	});
});
