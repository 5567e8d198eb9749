import { linkOf } from '../../../nodes/HoneyHive/events/link';
import { linkTargetOf } from '../../../nodes/HoneyHive/events/linkTarget';

const app = 'https://app.us.honeyhive.ai';

describe("The target of a link into HoneyHive's app", () => {
	it.each([
		[
			{ event_type: 'session', session_id: 's:1' },
			{ page: 'sessions', id: 's:1' },
		],
		[
			{ event_type: 'model', event_id: 'm 1' },
			{ page: 'completions', id: 'm 1' },
		],
		[
			{ event_type: 'tool', event_id: 't/1' },
			{ page: 'events', id: 't/1' },
		],
	])('is the event %j that the link was made for', (event, target) => {
		for (const appUrl of [app, 'https://acme.example/honeyhive']) {
			const location = { baseUrl: 'https://api.acme.example', appUrl, projectId: 'events' };
			expect(linkTargetOf(linkOf(location, event, Date.now()))).toEqual(target);
		}
	});

	it.each([
		['/p/abc/traces/sessions?range=30d&event=s-1', 's-1'],
		['/p/abc/traces/sessions/s-1/7d', 's-1'],
		['/traces/sessions/s-1/peQ9-_5k2zXezKJ_cwO20KYx/3d', 's-1'],
		['/datastore/sessions/s-1/peQ9-_5k2zXezKJ_cwO20KYx', 's-1'],
		['/My%20Project/sessions/s-1', 's-1'],
		['/events/sessions/s-1', 's-1'],
		['/p/abc/traces/sessions', undefined],
		['/p/abc/traces/sessions/?event=', undefined],
	])('is a session for %s', (path, id) => {
		expect(linkTargetOf(`${app}${path}`)).toEqual({ page: 'sessions', id });
		expect(linkTargetOf(` ${app.toUpperCase()}${path}\n`)).toEqual({ page: 'sessions', id });
	});

	it.each([
		['/p/abc/discover/new?config=e30', 'discover/new'],
		['/p/abc/experiments/runs/r-1', 'experiments/runs/r-1'],
		['/p/abc', ''],
		['/', ''],
	])('is no event for %s', (path, page) => {
		expect(linkTargetOf(`${app}${path}`)).toEqual({ page, id: undefined });
	});

	it.each(['caf77ace-3417-4da4-944d-f4a0688f3c23', '', 7, null, undefined, 'http://', {}])(
		'does not exist for %j',
		(value) => {
			expect(linkTargetOf(value)).toBeUndefined();
		},
	);
});
