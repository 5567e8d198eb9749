import { quoterOf } from '../../../nodes/HoneyHive/api/credential/quote';
import {
	refusalOfStatus,
	type StatusDetails,
} from '../../../nodes/HoneyHive/api/refusals/statusRefusal';

function refusalOf(status: number, body: string, details: Partial<StatusDetails> = {}) {
	return refusalOfStatus(status, body, { quote: quoterOf('hh_secret_key'), ...details });
}

describe('The refusal for a status', () => {
	it.each([
		[
			400,
			'{"message":"limit is too large"}',
			'HoneyHive refused the request (HTTP 400): limit is too large',
			'Check the filters',
		],
		[401, '', 'HoneyHive does not accept the API key (HTTP 401)', "check 'API Key'"],
		[
			403,
			'{"error":"scope"}',
			'The API key lacks permission to read these events (HTTP 403): scope',
			'Use a key that can read',
		],
		[
			404,
			'<html></html>',
			'HoneyHive found nothing at this address (HTTP 404)',
			"Check 'Base URL'",
		],
		[413, '', 'The request or its response is too large (HTTP 413)', 'Request fewer events'],
		[418, 'teapot', 'HoneyHive refused the request (HTTP 418): teapot', 'Check the parameters'],
		[429, '', "HoneyHive's rate limit was reached (HTTP 429)", 'Wait a moment'],
		[
			500,
			'{"message":{"code":7}}',
			'HoneyHive could not process the request (HTTP 500): {"code":7}',
			'Try again later',
		],
		[
			502,
			'<html>Bad gateway</html>',
			'HoneyHive could not process the request (HTTP 502)',
			'Try again later',
		],
	])(
		'states the cause and the remedy for HTTP %i with the body %j',
		(status, body, message, remedy) => {
			const refusal = refusalOf(status, body);
			expect(refusal.message).toBe(message);
			expect(refusal.httpCode).toBe(String(status));
			expect(refusal.remedy).toContain(remedy);
		},
	);

	it('names the key first for HTTP 404 where that can mean the key', () => {
		const refusal = refusalOf(404, '', { notFoundCanMeanKey: true });
		expect(refusal.message).toBe(
			'HoneyHive found nothing at this address, or does not accept the API key (HTTP 404)',
		);
		expect(refusal.remedy).toBe(
			"Newer deployments answer this way when a key is wrong, revoked or expired. Check 'API Key', then 'Base URL' and 'API Version' in the credential.",
		);
	});

	it.each([
		[404, 'project: "Demo" was not found'],
		[404, 'Project not found'],
		[400, 'The project Demo does not exist'],
	])('names the project when HoneyHive answers HTTP %i with %j', (status, message) => {
		const body = JSON.stringify({ statusCode: status, message, success: false });
		const refusal = refusalOf(status, body, { project: 'Demo', notFoundCanMeanKey: true });
		expect(refusal.message).toBe("Project 'Demo' could not be found");
		expect(refusal.remedy).toBe('Choose one from the list.');
		expect(refusal.httpCode).toBe(String(status));
	});

	it.each([
		[404, 'Project not found', undefined],
		[404, 'Cannot POST /events/export', 'Demo'],
		[400, 'filters.0.field: project_id does not exist', 'Demo'],
		[500, 'Project not found', 'Demo'],
	])(
		'does not name a project for HTTP %i with %j and the project %j',
		(status, message, project) => {
			const refusal = refusalOf(status, JSON.stringify({ message }), { project });
			expect(refusal.message).toMatch(/^HoneyHive .+: /);
			expect(refusal.message).toContain(message);
		},
	);

	it.each([
		[401, true],
		[403, true],
		[404, true],
		[400, false],
		[429, false],
	])('says what the kind of key cannot do: HTTP %i, %j', (status, isSaid) => {
		const keyRemark = 'Keys of this kind cannot read.';
		expect(refusalOf(status, '', { keyRemark }).remedy?.endsWith(keyRemark)).toBe(isSaid);
	});

	it('quotes at most 400 characters of a response', () => {
		expect(refusalOf(500, 'x'.repeat(5000)).message.length).toBeLessThan(500);
	});

	it.each([
		['https://login.example/?token=secret', 'https://login.example'],
		['/v2/events', 'another path'],
		[undefined, 'another place'],
	])('describes a redirect to %s without quoting its path and query', (location, place) => {
		expect(refusalOf(302, '', { location }).message).toBe(
			`HoneyHive's address redirects to ${place} (HTTP 302)`,
		);
	});
});
