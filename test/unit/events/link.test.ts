import type { HoneyHiveEvent } from '../../../nodes/HoneyHive/events/event';
import { linkOf, type AppLocation } from '../../../nodes/HoneyHive/events/link';

const now = Date.UTC(2026, 10, 25, 12);
const hour = 60 * 60 * 1000;
const day = 24 * hour;

const projectId = 'peQ9-_5k2zXezKJ_cwO20KYx';
const location: AppLocation = { baseUrl: 'https://api.dp1.us.honeyhive.ai', projectId };
const event: HoneyHiveEvent = {
	event_id: 'e-1',
	session_id: 's-1',
	event_type: 'model',
	start_time: now - hour,
};

describe('The link to an event in the app', () => {
	it.each([
		['https://api.dp1.us.honeyhive.ai', 'https://app.us.honeyhive.ai'],
		['https://api.dp1.us.honeyhive.ai:443/path', 'https://app.us.honeyhive.ai'],
		['https://api.acme.us.honeyhive.ai', 'https://app.acme.us.honeyhive.ai'],
		['https://acme.api.honeyhive.ai', 'https://acme.app.honeyhive.ai'],
		['https://ACME.api.honeyhive.ai', 'https://acme.app.honeyhive.ai'],
	])('is on the app that goes with the API at %s', (baseUrl, app) => {
		expect(linkOf({ baseUrl, projectId }, event, now)).toBe(
			`${app}/p/${projectId}/traces/completions?event=e-1&range=8w`,
		);
	});

	it.each([
		'https://api.honeyhive.ai',
		'https://api.dp1.us.prod.honeyhive.ai',
		'https://api.dp2.us.honeyhive.ai',
		'https://api.cp.us.honeyhive.ai',
		'https://a.b.api.honeyhive.ai',
		'https://acme.api.honeyhive.ai.example.com',
		'https://honeyhive.acme.example',
		'http://localhost:8080',
	])('is not guessed for the API at %s', (baseUrl) => {
		expect(linkOf({ baseUrl, projectId }, event, now)).toBeUndefined();
	});

	it('begins with the App URL, where the user entered one', () => {
		const appUrl = 'https://acme.example/honeyhive';
		for (const baseUrl of ['https://api.acme.example', 'https://acme.api.honeyhive.ai']) {
			expect(linkOf({ baseUrl, appUrl, projectId }, event, now)).toBe(
				`${appUrl}/p/${projectId}/traces/completions?event=e-1&range=8w`,
			);
		}
	});

	it.each(['half \ud83d', 'x'.repeat(201)])('does not exist for the ID %j', (event_id) => {
		expect(linkOf(location, { ...event, event_id }, now)).toBeUndefined();
	});

	it('does not exist for the v1 cloud, even with an App URL', () => {
		const v1: AppLocation = {
			baseUrl: 'https://api.honeyhive.ai',
			appUrl: 'https://app.honeyhive.ai',
			projectId,
		};
		expect(linkOf(v1, event, now)).toBeUndefined();
	});

	it.each([
		['session', 'sessions?event=s-1&'],
		['model', 'completions?event=e-1&'],
		['tool', 'events?event=e-1&'],
		['chain', 'events?event=e-1&'],
	])('leads a %s event to %s', (event_type, page) => {
		expect(linkOf(location, { ...event, event_type }, now)).toContain(`/traces/${page}`);
	});

	it('takes the event ID of a session event that states no session ID', () => {
		const session = { ...event, event_type: 'session', session_id: undefined };
		expect(linkOf(location, session, now)).toContain('/traces/sessions?event=e-1&');
	});

	it.each([
		['no ID', { event_id: undefined }],
		['an empty ID', { event_id: '' }],
		['an ID that is not text', { event_id: 7 }],
		['no type', { event_type: undefined }],
		['an empty type', { event_type: '' }],
	])('does not exist for an event with %s', (_, change) => {
		expect(linkOf(location, { ...event, ...change }, now)).toBeUndefined();
	});

	it('escapes the ID of an event', () => {
		expect(linkOf(location, { ...event, event_id: 'a&b=c/d é' }, now)).toContain(
			'?event=a%26b%3Dc%2Fd%20%C3%A9&range=',
		);
	});
});

describe('The range of a link', () => {
	it.each([
		[-hour, '30d'],
		[0, '8w'],
		[26 * day - 1, '8w'],
		[26 * day, '12w'],
		[54 * day, '90d'],
		[60 * day, '24w'],
		[138 * day, '6m'],
		[150 * day, '12m'],
		[330 * day, 'AllTime'],
		[10_000 * day, 'AllTime'],
	])('reaches an event that is %i ms old for 30 more days: %s', (age, range) => {
		const link = linkOf(location, { ...event, start_time: now - age }, now);
		expect(rangeIn(link)).toBe(range);
	});

	it.each([
		['2026-11-23 12:00:00', '8w'],
		[undefined, 'AllTime'],
		['yesterday', 'AllTime'],
	])('for the start time %j is %s', (start_time, range) => {
		expect(rangeIn(linkOf(location, { ...event, start_time }, now))).toBe(range);
	});
});

function rangeIn(link: string | undefined): string | null {
	return new URL(link ?? '').searchParams.get('range');
}

describe('The project in a link', () => {
	const { baseUrl } = location;

	it.each([projectId, '1b671a64-40d5-491e-99b0-da01ff1f3341'])(
		'is the one that the event states, where that is an ID: %s',
		(project_id) => {
			expect(linkOf({ baseUrl }, { ...event, project_id }, now)).toContain(`/p/${project_id}/`);
		},
	);

	it.each([
		'New Project',
		'customer-support-chatbot',
		'CUSTOMER-SUPPORT-BOT-2026',
		'Support Chatbot 2026 Prod',
		'prod',
		'',
		7,
		undefined,
	])('is not taken from an event that may state a name: %j', (project_id) => {
		expect(linkOf({ baseUrl }, { ...event, project_id }, now)).toBeUndefined();
	});

	it("is the credential's, whatever the event states", () => {
		const project_id = '1b671a64-40d5-491e-99b0-da01ff1f3341';
		expect(linkOf(location, { ...event, project_id }, now)).toContain(`/p/${projectId}/`);
	});
});
