import { FORBIDDEN_KEY, type Emulator } from '../emulator';
import { usingEmulator, withEmulator } from '../support/withEmulator';
import { hostSettings, isServed, onHosts, serving } from '../support/hostUnderTest';
import { asking, reads, send } from './client';

const emulator = withEmulator({ events: 50 });

const { maxExportLimit, rejectedKeyStatus, exportV1Host } = hostSettings;

const filter = (more: object): object => ({
	filters: [{ field: 'duration', operator: 'is', value: '1', type: 'number', ...more }],
});
const between = ($gte?: unknown, $lte?: unknown): object => ({ dateRange: { $gte, $lte } });
const DAY = '2024-04-02T00:00:00.000Z';

/** What both exports reject: the change of the body, and the key that the message must name. */
const BY_BOTH: Array<[string, object, string]> = [
	['a missing project', { project: undefined }, 'project'],
	['a project that is not text', { project: 7 }, 'project'],
	['missing filters', { filters: undefined }, 'filters'],
	['filters that are not a list', { filters: {} }, 'filters'],
	['a filter without a field', filter({ field: undefined }), 'filters.0.field'],
	['a filter without an operator', filter({ operator: undefined }), 'filters.0.operator'],
	['a filter without a value', filter({ value: undefined }), 'filters.0.value'],
	['a filter without a type', filter({ type: undefined }), 'filters.0.type'],
	['an unknown operator', filter({ operator: 'like' }), 'filters.0.operator'],
	['an unknown type', filter({ type: 'date' }), 'filters.0.type'],
	['text as the value of a number', filter({ value: 'many' }), 'filters.0.value'],
	['a limit of 0', { limit: 0 }, 'limit'],
	[`a limit above ${maxExportLimit}`, { limit: maxExportLimit + 1 }, 'limit'],
	['a limit of 1.5', { limit: 1.5 }, 'limit'],
	['a limit as text', { limit: '10' }, 'limit'],
	['a page of 0', { page: 0 }, 'page'],
	['a page as text', { page: '1' }, 'page'],
	['projections that are not a list', { projections: 'event_id' }, 'projections'],
	['a projection that is not text', { projections: [1] }, 'projections.0'],
	['a date range that is text', { dateRange: DAY }, 'dateRange'],
	['an invalid date', between('yesterday', DAY), 'dateRange.$gte'],
	['a day that does not exist', between('2024-02-30', DAY), 'dateRange.$gte'],
	['a date as a number', between(DAY, 1_712_000_000_000), 'dateRange.$lte'],
];

/** A V2 host does without these. */
const byV1Hosts = ['a missing project', 'a project that is not text', 'missing filters'];

const BY_EXPORT: Array<[string, object, string]> = [
	['a value that is not text', filter({ value: 1 }), 'filters.0.value'],
	['an operator of later generations', filter({ operator: 'less than' }), 'filters.0.operator'],
	['the operator exists', filter({ operator: 'exists' }), 'filters.0.operator'],
	['the type datetime', filter({ type: 'datetime', value: DAY }), 'filters.0.type'],
];

const BY_TYPE: Array<[string, object, string]> = [
	['the type id', filter({ type: 'id' }), 'filters.0.type'],
	...(
		[
			['string', 'greater than'],
			['string', 'after'],
			['number', 'contains'],
			['number', 'before'],
			['boolean', 'is not'],
			['boolean', 'contains'],
			['datetime', 'contains'],
			['datetime', 'less than'],
		] as const
	).map(([type, operator]): [string, object, string] => [
		`the operator ${operator} with the type ${type}`,
		filter({ type, operator, value: type === 'datetime' ? DAY : '1' }),
		'filters.0.operator',
	]),
	['a value that is an object', filter({ value: {} }), 'filters.0.value'],
	[
		'the operator greater than with null',
		filter({ operator: 'greater than', value: null }),
		'filters.0.value',
	],
	['an invalid datetime', filter({ type: 'datetime', value: 'soon' }), 'filters.0.value'],
];

const BY_EXPORT_V1: Array<[string, object, string]> = [
	['a range without its end', between(DAY), 'dateRange.$lte'],
	['a range without its start', between(undefined, DAY), 'dateRange.$gte'],
];

async function expectRefusal(
	route: string,
	host: Emulator,
	body: object,
	key: string,
): Promise<void> {
	const { status, json } = await send(host, route, body);
	expect(json).toEqual({ statusCode: 400, message: expect.any(String) as string, success: false });
	expect(status).toBe(400);
	expect(json.message).toContain(key);
}

onHosts(serving('export'), () => {
	describe('POST /events/export', () => {
		it.each([...BY_BOTH, ...BY_EXPORT])('rejects %s', (_, change, key) =>
			expectRefusal('POST /events/export', emulator, asking(change), key),
		);

		it.each([
			['a range with one end only', between(DAY)],
			['a range without ends', between()],
			['dates without a time', between('2024-04-02', '2024-04-03')],
			['a date with an offset', between('2024-04-02T02:00:00+02:00')],
			['an unknown key', { more: true }],
			['any operator with any type', filter({ operator: 'contains' })],
		])('accepts %s', async (_, change) => {
			expect((await send(emulator, 'POST /events/export', asking(change))).status).toBe(200);
		});
	});
});

onHosts(serving('exportV1'), () => {
	describe('POST /v1/events/export', () => {
		it.each([
			...(exportV1Host === 'v1' ? BY_BOTH : BY_BOTH.filter(([what]) => !byV1Hosts.includes(what))),
			...BY_TYPE,
			...BY_EXPORT_V1,
		])('rejects %s', (_, change, key) =>
			expectRefusal('POST /v1/events/export', emulator, asking(change), key),
		);

		it.each([
			['a number as a value', filter({ value: 1 })],
			['null with the operator exists', filter({ operator: 'exists', value: null })],
			['null with the operator is', filter({ operator: 'is', value: null })],
			['a boolean as a value', filter({ type: 'boolean', value: true })],
			['the operator after', filter({ type: 'datetime', operator: 'after', value: DAY })],
		])('accepts %s', async (_, change) => {
			expect((await send(emulator, 'POST /v1/events/export', asking(change))).status).toBe(200);
		});

		onHosts(
			({ exportV1Host: form }) => form === 'v2',
			() => {
				it('accepts any project or none on a v2 host', async () => {
					for (const project of [undefined, 'anything']) {
						const { status, json } = await send(emulator, 'POST /v1/events/export', {
							project,
							filters: [],
							ignore_order: true,
							limit: 10,
						});
						expect(status).toBe(200);
						expect(Object.keys(json)).toEqual(['events', 'count']);
						expect(json.count).toBe(hostSettings.countMeans === 'total' ? 50 : 10);
					}
				});
			},
		);
	});
});

onHosts(serving('search'), () => {
	describe('POST /v1/events/search', () => {
		const within = (start_time?: unknown, end_time?: unknown): object => ({
			dateRange: { start_time, end_time },
		});

		it.each([
			...BY_TYPE,
			['a project', { project: 'Demo Project' }, 'project'],
			['projections', { projections: ['event_id'] }, 'projections'],
			['an unknown key', { more: 1 }, 'more'],
			['a limit above 1000', { limit: 1001 }, 'limit'],
			['a limit of 0', { limit: 0 }, 'limit'],
			['a page of 0', { page: 0 }, 'page'],
			['a range without its end', within(DAY), 'dateRange.end_time'],
			['a range without its start', within(undefined, DAY), 'dateRange.start_time'],
			['the range of an export', between(DAY, DAY), 'dateRange.start_time'],
			['a date without a time', within('2024-04-02', DAY), 'dateRange.start_time'],
			['a time without a zone', within('2024-04-02T00:00:00', DAY), 'dateRange.start_time'],
			['a filter without a value', filter({ value: undefined }), 'filters.0.value'],
			['filters that are not a list', { filters: {} }, 'filters'],
			['an evaluation_id that is not text', { evaluation_id: 1 }, 'evaluation_id'],
		] as Array<[string, object, string]>)('rejects %s', (_, body, key) =>
			expectRefusal('POST /v1/events/search', emulator, body, key),
		);

		it.each([
			['an empty body', {}],
			['a filter without a type', filter({ type: undefined, value: 1 })],
			['a range with both ends', within(DAY, DAY)],
			['ignore_order and evaluation_id', { ignore_order: false, evaluation_id: 'run-1' }],
			['a limit of 1000', { limit: 1000 }],
		])('accepts %s', async (_, body) => {
			expect((await send(emulator, 'POST /v1/events/search', body)).status).toBe(200);
		});
	});
});

describe('Every route', () => {
	const ROUTES = [...reads.map(([route]) => route), 'POST /events', 'POST /session/start'];

	const LISTS = [
		...(isServed('export') ? ['GET /projects'] : []),
		...(isServed('exportV1') ? ['GET /v1/metrics'] : []),
	];

	it.each(ROUTES)('%s rejects a body that is not JSON', async (route) => {
		const cut = await send(emulator, route, undefined, { raw: '{"project": "Demo' });
		expect(cut).toMatchObject({ status: 400, json: { statusCode: 400, success: false } });
		const form = await send(emulator, route, asking(), { contentType: 'text/plain' });
		expect(form).toMatchObject({ status: 400 });
		expect(form.json.message).toContain('Content-Type');
		expect(await send(emulator, route, [])).toMatchObject({ status: 400 });
	});

	it.each([...ROUTES, ...LISTS])(
		'%s rejects a wrong key, a missing key and a key without the permission',
		async (route) => {
			const body = route.startsWith('GET') ? undefined : asking();
			for (const [key, status] of [
				['wrong', rejectedKeyStatus],
				[null, 401],
				[FORBIDDEN_KEY, rejectedKeyStatus === 404 ? 404 : 403],
			] as const) {
				const refused = await send(emulator, route, body, { key });
				expect(refused.status).toBe(status);
				expect(refused.json).toMatchObject({ statusCode: status, success: false });
			}
		},
	);

	it.each([
		'GET /',
		'GET /events/export',
		'POST /events/export/',
		'POST //events/export',
		'POST /v2/events/export',
		'DELETE /projects',
		'GET /session',
	])('%s answers 404: there is no such route', async (route) => {
		const body = route.startsWith('POST') ? asking() : undefined;
		const { status, json } = await send(emulator, route, body);
		expect(status).toBe(404);
		expect(json).toMatchObject({ statusCode: 404, success: false });
	});

	onHosts(serving('export'), () => {
		it.each(reads.map(([route]) => route))(
			'%s answers 404 for an unknown project',
			async (route) => {
				const { status, json } = await send(emulator, route, asking({ project: 'Nowhere' }));
				expect(status).toBe(404);
				expect(json.message).toContain('Nowhere');
			},
		);
	});
});

describe('A host with a single generation', () => {
	it.each([
		['export', 'POST /events/export', 'GET /projects'],
		['exportV1', 'POST /v1/events/export', 'GET /v1/projects'],
		['search', 'POST /v1/events/search', 'GET /v1/events/schema'],
	] as const)(
		'of the generation %s serves the routes of that generation only',
		async (generation, read, other) => {
			await usingEmulator(
				{ generations: [generation], exportV1Host: 'v1', events: 5 },
				async (host) => {
					for (const route of [
						'POST /events/export',
						'POST /v1/events/export',
						'POST /v1/events/search',
					]) {
						const body = route.endsWith('search') ? {} : asking();
						expect((await send(host, route, body)).status).toBe(route === read ? 200 : 404);
					}
					expect((await send(host, other)).status).toBe(200);
				},
			);
		},
	);
});
