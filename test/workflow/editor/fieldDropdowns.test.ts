import type { INodeParameters } from 'n8n-workflow';

import { HoneyHive } from '../../../nodes/HoneyHive/HoneyHive.node';
import { HoneyHiveTrigger } from '../../../nodes/HoneyHive/HoneyHiveTrigger.node';
import { GOOD_KEY, type Emulator, type Generation } from '../../emulator';
import { credentialFor, demoProject, exportEvents } from '../../support/exporting';
import { generations, onHosts, serving, usualGeneration } from '../../support/hostUnderTest';
import { loadOptionsContext } from '../../support/loadOptions';
import { withFreshEmulator } from '../../support/withEmulator';

const { listSearch, loadOptions } = new HoneyHive().methods;

async function search(
	emulator: Pick<Emulator, 'url'>,
	generation: Generation,
	filter?: string,
	parameters: INodeParameters = { project: demoProject },
): Promise<string[]> {
	const context = loadOptionsContext(credentialFor(emulator, generation), parameters);
	const { results } = await listSearch.searchFields.call(context, filter);
	return results.map(({ name, value }) => (value === '' ? `(${name})` : String(value)));
}

describe('The field dropdown', () => {
	const emulator = withFreshEmulator({ events: 40 });

	// Each test has its own emulator, since the node caches lists for a minute.
	beforeEach(() => {
		emulator.load([
			{
				event_id: '33333333-3333-4333-8333-333333333333',
				project_id: 'Demo Project',
				event_type: 'chain',
				start_time: Date.UTC(2024, 3, 1),
				metadata: { deployment: { region: 'eu' }, '': 1, 'a[0]': 2 },
				inputs: { chat_history: [{ content: 'Hello', parts: [{ text: 'Hello' }] }] },
			},
		]);
	});

	describe.each(generations)('over %s', (generation) => {
		it('lists the well-known fields, then those of the project, without duplicates', async () => {
			const paths = await search(emulator, generation);

			expect(paths.slice(0, 3)).toEqual(['event_type', 'event_name', 'session_id']);
			expect(paths).toEqual(
				expect.arrayContaining([
					'config.model',
					'metadata.cost',
					'feedback.rating',
					'config.hyperparameters.temperature',
					'metadata.tool.status',
					'user_properties.tier',
				]),
			);
			expect(new Set(paths).size).toBe(paths.length);
		});

		it('lists evaluators as metrics', async () => {
			const paths = await search(emulator, generation, 'metrics.');
			expect(paths).toEqual(
				expect.arrayContaining([
					'metrics.Answer Faithfulness',
					'metrics.Number of words',
					'metrics.quality',
					'metrics.resolved',
				]),
			);
		});

		it('finds a field by a part of its path or its name', async () => {
			expect(await search(emulator, generation, 'TEMPERA')).toEqual([
				'config.hyperparameters.temperature',
			]);
			expect(await search(emulator, generation, 'total tok')).toEqual(['metadata.total_tokens']);
		});

		it('offers the search text itself when no field matches', async () => {
			expect(await search(emulator, generation, ' metadata.not_yet ')).toEqual([
				'metadata.not_yet',
			]);
		});

		it('requests one small sample of events and caches it', async () => {
			await search(emulator, generation);
			await search(emulator, generation, 'c');
			await search(emulator, generation, 'co');

			const pages = emulator.requests.filter(({ method }) => method === 'POST');
			expect(pages.length).toBeLessThanOrEqual(1);
			for (const { body } of pages) expect(body).toMatchObject({ limit: 100, page: 1 });
			expect(emulator.requests.length).toBeLessThanOrEqual(3);
		});

		it('explains why the fields of the project are missing, and keeps the well-known ones', async () => {
			emulator.addFault({ kind: 'status', status: 403 });
			const [why, ...others] = await search(emulator, generation);

			expect(why).toMatch(
				/^\(The API key lacks permission .*HTTP 403.* \(the list is incomplete\)\)$/,
			);
			expect(others).toEqual(expect.arrayContaining(['event_type', 'metadata.cost']));
			expect(others.filter((path) => path.startsWith('('))).toEqual([]);
		});

		it('sends a new request after a failure', async () => {
			emulator.addFault({ kind: 'status', status: 500 });
			await search(emulator, generation);
			emulator.clearFaults();
			expect(await search(emulator, generation, 'tier')).toEqual(['user_properties.tier']);
		});

		it('offers the fields to return, with names for the well-known ones', async () => {
			const context = loadOptionsContext(credentialFor(emulator, generation), {
				project: demoProject,
			});
			const options = await loadOptions.getFields.call(context);

			expect(options.slice(0, 2)).toEqual([
				{ name: 'Children IDs', value: 'children_ids', description: 'children_ids' },
				{
					name: 'Completion Tokens',
					value: 'metadata.completion_tokens',
					description: 'metadata.completion_tokens',
				},
			]);
			const values = options.map(({ value }) => value);
			expect(values).toEqual(expect.arrayContaining(['inputs', 'user_properties.tier']));
			expect(values).not.toContain('event_id');
			expect(new Set(values).size).toBe(values.length);
		});
	});

	it.each(generations.filter((generation) => generation !== 'search'))(
		'samples the events of %s, including the first element of lists, and leaves out invalid paths',
		async (generation) => {
			emulator.addFault({ kind: 'status', status: 404, route: 'GET /v1/events/schema' });
			const paths = await search(emulator, generation);
			expect(paths).toEqual(
				expect.arrayContaining([
					'metadata.deployment.region',
					'inputs.chat_history',
					'inputs.chat_history.0.content',
					'inputs.chat_history.0.parts',
				]),
			);
			expect(paths).not.toContain('feedback');
			expect(paths).not.toContain('metadata.');
			expect(paths).not.toContain('metadata.a[0]');
		},
	);

	onHosts(serving('search'), () => {
		it('reads the schema instead of a sample on a host that has one', async () => {
			expect(await search(emulator, 'search', 'tool.status')).toEqual(['metadata.tool.status']);
			expect(emulator.requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
				'GET /v1/events/schema',
				'GET /v1/metrics',
			]);
		});

		it('lists the fields of the schema as they are', async () => {
			const body = '{"fields": [{"name": "metadata.only_in_schema", "event_type": "tool"}]}';
			emulator.addFault({ kind: 'replaceBody', body, route: 'GET /v1/events/schema' });
			const paths = await search(emulator, 'search');
			expect(paths).toContain('metadata.only_in_schema');
			expect(paths).not.toContain('metadata.tool.status');
		});

		it('samples the events when the schema is empty', async () => {
			const body = '{"fields": []}';
			emulator.addFault({ kind: 'replaceBody', body, route: 'GET /v1/events/schema' });
			expect(await search(emulator, 'search')).toContain('metadata.tool.status');
		});
	});

	onHosts(serving('exportV1'), () => {
		it.each([
			['a list', '[{"name": "politeness"}]'],
			['a list of lists, as API 1.1.0 documents them', '[[{"name": "politeness"}]]'],
			['an object, as v2 hosts answer', '{"metrics": [{"name": "politeness"}]}'],
		])('reads evaluators from %s', async (_what, body) => {
			emulator.addFault({ kind: 'replaceBody', body, route: 'GET /v1/metrics' });
			expect(await search(emulator, 'exportV1', 'polite')).toEqual(['metrics.politeness']);
		});
	});

	onHosts(serving('export'), () => {
		it.each(['{"metrics": "none"}', '[{"name": 1}]'])(
			'explains that the answer is not a list of evaluators (%s)',
			async (body) => {
				emulator.addFault({ kind: 'replaceBody', body, route: 'GET /metrics' });
				const paths = await search(emulator, 'export');

				expect(paths[0]).toBe(
					'(HoneyHive returned something that is not a list of evaluators (the list is incomplete))',
				);
				expect(paths).toContain('user_properties.tier');
			},
		);

		it('works without evaluators on a host that does not list them', async () => {
			emulator.addFault({ kind: 'status', status: 404, route: 'GET /metrics' });
			const paths = await search(emulator, 'export');
			expect(paths[0]).toBe('event_type');
			expect(paths).toContain('user_properties.tier');
		});
	});

	onHosts(serving('search'), () => {
		it('asks once for an event when evaluators are not listed, in case the key is not accepted', async () => {
			const schema = 'GET /v1/events/schema';
			emulator.addFault({
				kind: 'replaceBody',
				body: '{"fields": [{"name": "a"}]}',
				route: schema,
			});
			emulator.addFault({ kind: 'status', status: 404 });
			const [reason] = await search(emulator, 'search');

			expect(reason).toMatch(
				/^\(HoneyHive found nothing .+ or does not accept the API key \(HTTP 404\)/,
			);
			const asked = emulator.requests.map(({ method, path }) => `${method} ${path}`);
			expect(asked.sort()).toEqual([schema, 'GET /v1/metrics', 'POST /v1/events/search']);
		});

		it('explains that the key is not accepted when every route answers 404', async () => {
			emulator.addFault({ kind: 'status', status: 404 });
			const [reason, next] = await search(emulator, 'search');

			expect(reason).toMatch(
				/^\(HoneyHive found nothing .+ or does not accept the API key \(HTTP 404\)/,
			);
			expect(next).toBe('event_type');
		});
	});

	it('asks the user to choose a project first where the key does not decide it', async () => {
		const [why] = await search(emulator, 'export', '', {});
		expect(why).toBe("('Project' is empty (the list is incomplete))");
		expect(emulator.requests).toHaveLength(0);
	});

	onHosts(serving('export'), () => {
		it('keeps the fields of two projects apart', async () => {
			emulator.load([
				{
					event_id: '44444444-4444-4444-8444-444444444444',
					project_id: 'Other',
					event_type: 'chain',
					metadata: { elsewhere: 1 },
				},
			]);
			const project = { ...demoProject, value: 'Other' };
			expect(await search(emulator, 'export', 'elsewhere')).toEqual(['elsewhere']);
			expect(await search(emulator, 'export', 'elsewhere', { project })).toEqual([
				'metadata.elsewhere',
			]);
		});
	});

	it('offers the well-known fields before a credential is chosen', async () => {
		const { results } = await listSearch.searchFields.call(loadOptionsContext(undefined));
		expect(results[0]?.name).toBe('No credential is selected yet (the list is incomplete)');
		expect(results.map(({ value }) => value)).toContain('event_type');
	});

	it('keeps the fields of a project from whoever has another credential for it', async () => {
		const list = async (apiKey: string, credentialId: string) => {
			const credential = { ...credentialFor(emulator), apiKey };
			const context = loadOptionsContext(credential, { project: demoProject }, credentialId);
			return JSON.stringify(await listSearch.searchFields.call(context));
		};
		expect(await list(GOOD_KEY, 'own')).not.toContain('the list is incomplete');
		expect(await list('hh_wrong', 'other')).toContain('does not accept the API key');
	});

	it('never shows the key', async () => {
		const context = loadOptionsContext(
			{ ...credentialFor(emulator), apiKey: 'hh_wrong_SECRET' },
			{ project: demoProject },
		);
		const listed = JSON.stringify(await listSearch.searchFields.call(context));
		expect(listed).toContain('does not accept the API key');
		expect(listed).not.toContain('SECRET');
	});

	it('calls a field the same as the list of fields to return', async () => {
		const context = loadOptionsContext(credentialFor(emulator), { project: demoProject });
		const { results } = await listSearch.searchFields.call(context);
		const fields = await loadOptions.getFields.call(context);
		for (const field of results.filter(({ value }) => value !== 'event_id')) {
			expect(fields).toContainEqual(field);
		}
	});

	it('works in the trigger too', () => {
		const { methods } = new HoneyHiveTrigger();
		expect(methods.listSearch.searchFields).toBe(listSearch.searchFields);
		expect(methods.loadOptions.getFields).toBe(loadOptions.getFields);
	});

	it.each<[string, INodeParameters['field']]>([
		['plain text, as before there was a list', 'event_type'],
		['plain text that an expression gives', '={{ "event_" + $json.kind }}'],
		['a choice from the list', { __rl: true, mode: 'list', value: 'event_type' }],
		['text typed into a row that held plain text', { __rl: true, mode: '', value: 'event_type' }],
		['a path', { __rl: true, mode: 'path', value: ' event_type ' }],
		[
			'a path that an expression gives',
			{ __rl: true, mode: 'path', value: '=event_{{ $json.kind }}' },
		],
	])('is accepted by a run for a field that is %s', async (_what, field) => {
		const run = await exportEvents(
			emulator,
			usualGeneration,
			{
				filterType: 'manual',
				filters: { conditions: [{ field, type: 'string', operator: 'is', value: 'tool' }] },
			},
			{ items: [{ json: { kind: 'type' } }] },
		);

		expect(run.error).toBeUndefined();
		expect(run.items.length).toBeGreaterThan(0);
		for (const { json } of run.items) expect(json.event_type).toBe('tool');
	});

	it('leads to a clear error in a run when no field is chosen yet', async () => {
		const field = { __rl: true, mode: 'list', value: '' };
		const run = await exportEvents(emulator, usualGeneration, {
			filterType: 'manual',
			filters: { conditions: [{ field, type: 'string', operator: 'is', value: 'tool' }] },
		});
		expect(run.error?.message).toBe("'Filters' condition 1 has no 'Field' [item 0]");
	});
});
