import { startsOf } from '../../paging/reading';
import { expectEachOnce } from '../../support/expectEachOnce';
import { runNode } from '../../support/engine';
import { credentialFor, demoProject, eventsOf, exportEvents, idsOf } from '../../support/exporting';
import {
	generations,
	hostSettings,
	onHosts,
	serving,
	usualGeneration,
} from '../../support/hostUnderTest';
import { usingEmulator, withEmulator } from '../../support/withEmulator';

describe('Event → Export', () => {
	const emulator = withEmulator({ events: 230 });

	const newestFirst = () =>
		[...emulator.events()]
			.map(({ start_time }) => Number(start_time))
			.sort((one, other) => other - one);

	describe.each(generations)('over %s', (generation) => {
		it('returns every event unchanged, as an item paired with its input', async () => {
			const run = await exportEvents(emulator, generation, {
				returnAll: true,
				options: { pageSize: 50 },
			});

			expect(run.error).toBeUndefined();
			const byId = new Map(eventsOf(run).map((event) => [event.event_id, event]));
			const truth = [...emulator.events()];
			expect(run.items).toHaveLength(truth.length);
			// API 1.1.0 requires the project's name in each event that it answers with.
			const extra =
				generation === 'exportV1' && hostSettings.exportV1Host === 'v1'
					? { project: 'Demo Project' }
					: {};
			for (const event of truth) {
				expect(byId.get(event.event_id)).toEqual({ ...event, ...extra });
			}
			for (const item of run.items) expect(item.pairedItem).toEqual({ item: 0 });
		});

		it.each([1, 3, 20, 90, 500])('returns the newest %i events in order', async (limit) => {
			const run = await exportEvents(emulator, generation, { limit, options: { pageSize: 40 } });

			expect(run.error).toBeUndefined();
			expect(startsOf(run)).toEqual(newestFirst().slice(0, limit));
			expectEachOnce(idsOf(eventsOf(run)));
		});

		it.each([2, 90])('returns the oldest %i events in order if Sort says so', async (limit) => {
			const options = { pageSize: 40, sort: 'oldestFirst' };
			const run = await exportEvents(emulator, generation, { limit, options });

			expect(startsOf(run)).toEqual(newestFirst().reverse().slice(0, limit));
		});

		it('returns the newest 50 events by default, with one request', async () => {
			const run = await exportEvents(emulator, generation);

			expect(startsOf(run)).toEqual(newestFirst().slice(0, 50));
			expect(emulator.requests).toHaveLength(1);
			expect(emulator.requests[0]?.body).toMatchObject({
				limit: generation === 'search' ? 50 : 1000,
				page: 1,
			});
		});

		it('sends exactly one request with the given Limit if the option Page is set', async () => {
			const run = await exportEvents(emulator, generation, {
				limit: 20,
				options: { page: 3, sort: 'oldestFirst' },
			});

			expect(run.items).toHaveLength(20);
			expect(emulator.requests.map(({ body }) => body)).toMatchObject([{ limit: 20, page: 3 }]);
		});

		it('returns nothing past the last page', async () => {
			const run = await exportEvents(emulator, generation, { limit: 100, options: { page: 9 } });
			expect(run.error).toBeUndefined();
			expect(run.items).toHaveLength(0);
		});

		it('returns each event once when pages repeat rows', async () => {
			emulator.addFault({ kind: 'duplicate', rows: 7 });
			const run = await exportEvents(emulator, generation, {
				returnAll: true,
				options: { pageSize: 50 },
			});

			const ids = idsOf(eventsOf(run));
			expect(new Set(ids).size).toBe(ids.length);
			expect([...ids].sort()).toEqual(idsOf(emulator.events()).sort());
		});

		it('returns the same selected fields whether HoneyHive or the node selects them', async () => {
			const run = await exportEvents(emulator, generation, {
				returnAll: true,
				output: 'selected',
				fields: ['event_name', 'metadata.cost'],
				options: { customFields: ['config.provider'] },
			});

			const expected = [...emulator.events()].map((event) => {
				const { cost } = (event.metadata ?? {}) as { cost?: number };
				const { provider } = (event.config ?? {}) as { provider?: string };
				return {
					event_id: event.event_id,
					event_name: event.event_name,
					...(cost !== undefined && { metadata: { cost } }),
					...(provider !== undefined && { config: { provider } }),
				};
			});
			expect(sorted(eventsOf(run))).toEqual(sorted(expected));
		});

		it('returns only the events that match all filters', async () => {
			const run = await exportEvents(emulator, generation, {
				returnAll: true,
				filterType: 'manual',
				filters: {
					conditions: [
						{ field: 'event_type', type: 'string', operator: 'is', value: 'model' },
						{ field: 'duration', type: 'number', operator: 'greater than', value: 3000 },
					],
				},
			});

			const expected = [...emulator.events()].filter(
				({ event_type, duration }) => event_type === 'model' && Number(duration) > 3000,
			);
			expect(expected.length).toBeGreaterThan(0);
			expect(idsOf(eventsOf(run)).sort()).toEqual(idsOf(expected).sort());
		});

		it('returns only the events that began in the date range, including both ends', async () => {
			const times = [...emulator.events()].map(({ start_time }) => Number(start_time)).sort();
			const [from, to] = [Number(times[40]), Number(times[90])];
			const run = await exportEvents(emulator, generation, {
				returnAll: true,
				dateRange: 'between',
				from: new Date(from).toISOString(),
				to: new Date(to).toISOString(),
			});

			const got = eventsOf(run).map(({ start_time }) => Number(start_time));
			expect(got.sort()).toEqual(times.filter((time) => time >= from && time <= to));
		});

		it('runs one query for each input item, with the expressions resolved for it', async () => {
			const run = await exportEvents(
				emulator,
				generation,
				{
					returnAll: true,
					output: 'simplified',
					filterType: 'json',
					filtersJson:
						'={{ [{"field": "event_type", "operator": "is", "type": "string", "value": $json.kind}] }}',
				},
				{ items: [{ json: { kind: 'tool' } }, { json: { kind: 'session' } }] },
			);

			const kinds = run.items.map(({ json, pairedItem }) => [pairedItem, json.event_type]);
			const truth = [...emulator.events()];
			for (const [pairedItem, kind] of kinds) {
				expect(kind).toBe((pairedItem as { item: number }).item === 0 ? 'tool' : 'session');
			}
			expect(kinds).toHaveLength(
				truth.filter(({ event_type }) => ['tool', 'session'].includes(String(event_type))).length,
			);
		});

		it('sends the key as a bearer token', async () => {
			await exportEvents(emulator, generation, { limit: 1 });
			expect(emulator.requests[0]?.headers.authorization).toBe('Bearer hh_emulator_key');
		});

		it('reads a compressed answer', async () => {
			emulator.addFault({ kind: 'gzip' });
			const run = await exportEvents(emulator, generation, { limit: 10 });
			expect(run.items).toHaveLength(10);
		});
	});

	onHosts(serving('search'), () => {
		it('filters by an experiment run where the generation supports it', async () => {
			await exportEvents(emulator, usualGeneration, { options: { evaluationId: ' run-1 ' } });
			expect(emulator.requests[0]?.body).toMatchObject({ evaluation_id: 'run-1' });
		});

		it('sends no project where the key decides it', async () => {
			const run = await exportEvents(emulator, usualGeneration, {
				project: { ...demoProject, mode: 'list', value: 'Project of the API key' },
			});
			expect(run.error).toBeUndefined();
			expect(emulator.requests[0]?.body).not.toHaveProperty('project');
		});
	});

	it('returns simplified events of the last 24 hours by default', async () => {
		await usingEmulator({ events: 3, project: 'Demo Project' }, async (host) => {
			const recent = { project_id: 'Demo Project', event_type: 'tool', event_id: 'recent' };
			host.load([{ ...recent, start_time: Date.now() - 23 * 3_600_000 }]);
			const run = await runNode({
				credential: credentialFor(host),
				parameters: { project: demoProject },
			});
			expect(eventsOf(run)).toMatchObject([{ event_id: 'recent', status: 'success' }]);
		});
	});

	it('returns no items for an empty page', async () => {
		const run = await exportEvents(emulator, usualGeneration, {
			returnAll: true,
			filterType: 'manual',
			filters: {
				conditions: [
					{ field: 'event_name', type: 'string', operator: 'is', value: 'no such event' },
				],
			},
		});
		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([]);
	});

	it('flattens nested objects into columns', async () => {
		const run = await exportEvents(emulator, usualGeneration, {
			output: 'selected',
			fields: ['config.provider'],
			options: { flatten: true },
			filterType: 'manual',
			filters: {
				conditions: [{ field: 'event_type', type: 'string', operator: 'is', value: 'model' }],
			},
		});
		expect(Object.keys(eventsOf(run)[0] ?? {})).toEqual(['event_id', 'config.provider']);
	});
});

function sorted<T extends { event_id?: unknown }>(events: T[]): T[] {
	return events.sort((one, other) => String(one.event_id).localeCompare(String(other.event_id)));
}
