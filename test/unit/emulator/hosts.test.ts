import { asking, send } from '../../contract/client';
import { FORBIDDEN_KEY, HOST_NAMES, type HostName } from '../../emulator';
import { HOST_PRESETS } from '../../emulator/hostPresets';
import { readOptions } from '../../emulator/options';
import { usingEmulator, withEmulator } from '../../support/withEmulator';

const EVENTS = 300;
const hosts = {
	'v1-2024': withEmulator({ host: 'v1-2024', events: EVENTS }),
	'v1-2025': withEmulator({ host: 'v1-2025', events: EVENTS }),
	'v2-2026-05': withEmulator({ host: 'v2-2026-05', events: EVENTS }),
	'v2-2026-11': withEmulator({ host: 'v2-2026-11', events: EVENTS }),
};

async function statusOf(host: HostName, route: string, body?: object): Promise<number> {
	return (await send(hosts[host], route, body)).status;
}

describe('The option host', () => {
	it.each(HOST_NAMES)('%s sets the options of its preset', (host) => {
		expect(readOptions({ host })).toMatchObject(HOST_PRESETS[host]);
	});

	it('is overridden by the options next to it, except by undefined', () => {
		const settings = readOptions({
			host: 'v2-2026-11',
			rejectedKeyStatus: 401,
			countMeans: undefined,
		});
		expect(settings).toMatchObject({ rejectedKeyStatus: 401, countMeans: 'total' });
	});

	it('names itself when it is unknown', () => {
		expect(() => readOptions({ host: 'v3' as HostName })).toThrow('Emulator option host:');
	});
});

describe('The routes of a host', () => {
	it.each([
		['v1-2024', 200, 404, 404, 200, 404],
		['v1-2025', 200, 200, 404, 200, 200],
		['v2-2026-05', 404, 200, 200, 404, 404],
		['v2-2026-11', 404, 200, 200, 404, 404],
	] as const)(
		'%s answers /events/export with %i, /v1/events/export with %i, /v1/events/search with %i, /projects with %i and /v1/projects with %i',
		async (host, ...statuses) => {
			expect([
				await statusOf(host, 'POST /events/export', asking()),
				await statusOf(host, 'POST /v1/events/export', asking()),
				await statusOf(host, 'POST /v1/events/search', {}),
				await statusOf(host, 'GET /projects'),
				await statusOf(host, 'GET /v1/projects'),
			]).toEqual(statuses);
		},
	);

	it.each([
		['v1-2024', 'POST /events/export', 7_500],
		['v1-2025', 'POST /events/export', 1_000],
		['v1-2025', 'POST /v1/events/export', 1_000],
		['v2-2026-05', 'POST /v1/events/export', 7_500],
		['v2-2026-11', 'POST /v1/events/export', 7_500],
	] as const)('%s: %s accepts a limit of up to %i', async (host, route, maxLimit) => {
		expect(await statusOf(host, route, asking({ limit: maxLimit }))).toBe(200);
		const { status, json } = await send(hosts[host], route, asking({ limit: maxLimit + 1 }));
		expect(status).toBe(400);
		expect(json.message).toContain('limit');
	});

	it.each([
		['v1-2025', (answer: unknown) => Array.isArray(answer)],
		['v2-2026-05', (answer: object) => 'metrics' in answer && Array.isArray(answer.metrics)],
		['v2-2026-11', (answer: object) => 'metrics' in answer && Array.isArray(answer.metrics)],
	] as const)('%s answers /v1/metrics in its own form', async (host, isItsForm) => {
		expect(isItsForm((await send(hosts[host], 'GET /v1/metrics')).json)).toBe(true);
	});

	it.each([
		['v1-2025', 200],
		['v2-2026-05', 401],
		['v2-2026-11', 404],
	] as const)('%s answers the tree of a session with %i', async (host, status) => {
		const [event] = hosts[host].events();
		expect(await statusOf(host, `GET /v1/sessions/${event?.session_id}`)).toBe(status);
	});

	it.each([
		['v2-2026-05', 10],
		['v2-2026-11', EVENTS],
	] as const)('%s counts %i in a page of 10', async (host, count) => {
		for (const route of ['POST /v1/events/search', 'POST /v1/events/export']) {
			expect((await send(hosts[host], route, { limit: 10 })).json.count).toBe(count);
		}
	});
});

describe('A rejected key', () => {
	const ROUTES: Record<HostName, string[]> = {
		'v1-2024': ['POST /events/export', 'GET /projects', 'GET /metrics', 'PUT /events'],
		'v1-2025': ['POST /events/export', 'POST /v1/events/export', 'GET /v1/projects'],
		'v2-2026-05': ['POST /v1/events/search', 'POST /v1/events/export', 'GET /v1/metrics'],
		'v2-2026-11': [
			'POST /v1/events/search',
			'POST /v1/events/export',
			'GET /v1/metrics',
			'GET /v1/events/schema',
			'GET /v1/events/00000000-0000-4000-8000-000000000000',
			'PUT /v1/events/00000000-0000-4000-8000-000000000000',
		],
	};

	it.each([
		['v1-2024', 401, 403],
		['v1-2025', 401, 403],
		['v2-2026-05', 401, 403],
		['v2-2026-11', 404, 404],
	] as const)(
		'is answered by %s with %i if it is unknown, and with %i if it lacks the permission',
		async (host, unknown, forbidden) => {
			for (const route of ROUTES[host]) {
				const body = route.startsWith('GET') ? undefined : asking();
				const refused = await send(hosts[host], route, body, { key: 'hh_revoked' });
				expect(refused).toMatchObject({
					status: unknown,
					json: { statusCode: unknown, success: false },
				});
				const lacking = await send(hosts[host], route, body, { key: FORBIDDEN_KEY });
				expect(lacking.status).toBe(forbidden);
				expect((await send(hosts[host], route, body, { key: null })).status).toBe(401);
			}
		},
	);
});

describe('An export on a host with a small maxExportLimit', () => {
	it('has that as its default limit', async () => {
		await usingEmulator({ events: 30, maxExportLimit: 20 }, async (emulator) => {
			const { json } = await send(emulator, 'POST /events/export', asking());
			expect(json.events).toHaveLength(20);
		});
	});
});
