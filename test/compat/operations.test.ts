import { PackageDirectoryLoader } from 'n8n-core';
import { BINARY_ENCODING, type INodeParameters } from 'n8n-workflow';
import { join } from 'node:path';

import { HoneyHive } from '../../nodes/HoneyHive/HoneyHive.node.js';
import type { RunOptions } from '../support/engine';
import { startNode } from '../support/engine';
import { credentialFor, demoProject, eventsOf, exportEvents, idsOf } from '../support/exporting';
import { loadOptionsContext } from '../support/loadOptions';
import { generations, usualGeneration } from '../support/hostUnderTest';
import { until } from '../support/until';
import { withEmulator } from '../support/withEmulator';

const emulator = withEmulator({ events: 120 });

async function run(parameters: INodeParameters, options: Partial<RunOptions> = {}) {
	const finished = await exportEvents(emulator, usualGeneration, parameters, options);
	return { ...finished, events: eventsOf(finished) };
}

const idsInHoneyHive = () => idsOf(emulator.events()).sort();

const onlyModels: INodeParameters = {
	filterType: 'manual',
	filters: {
		conditions: [{ field: 'event_type', type: 'string', operator: 'is', value: 'model' }],
	},
};

const models = () => [...emulator.events()].filter(({ event_type }) => event_type === 'model');

it('n8n finds the nodes and the credential', async () => {
	const loader = new PackageDirectoryLoader(join(__dirname, '..', '..'));
	await loader.loadAll();

	expect(loader.types.nodes.map(({ name }) => name)).toEqual(['honeyHive', 'honeyHiveTrigger']);
	expect(loader.types.credentials.map(({ name }) => name)).toEqual(['honeyHiveApi']);
});

it.each(generations)('Export reads all events over %s', async (generation) => {
	const options = { pageSize: 20 };
	const { items } = await exportEvents(emulator, generation, { returnAll: true, options });

	expect(idsOf(items.map(({ json }) => json)).sort()).toEqual(idsInHoneyHive());
	expect(items.every(({ pairedItem }) => pairedItem !== undefined)).toBe(true);
});

it('Export applies filters', async () => {
	const { events } = await run({ ...onlyModels, returnAll: true });

	expect(idsOf(events).sort()).toEqual(idsOf(models()).sort());
});

it('Export writes a file', async () => {
	const { items } = await run({ returnAll: true, outputFormat: 'ndjson' });

	const content = Buffer.from(items[0]?.binary?.data?.data ?? '', BINARY_ENCODING).toString();
	const events = content
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as { event_id: string });
	expect(idsOf(events).sort()).toEqual(idsInHoneyHive());
});

it('Summarize groups events', async () => {
	const groupBy = { fields: [{ field: 'event_type' }] };
	const { events } = await run({ operation: 'summarize', groupBy });

	expect(events).toContainEqual(
		expect.objectContaining({ event_type: 'model', events: models().length }),
	);
});

it('Count counts events', async () => {
	expect((await run({ operation: 'count', ...onlyModels })).events).toEqual([
		expect.objectContaining({ count: models().length }),
	]);
});

it('Split Date Range counts every event in a window', async () => {
	const { events } = await run({ operation: 'split', windowEvents: 30 });

	expect(events.length).toBeGreaterThan(3);
	expect(events.reduce((sum, { events: inWindow }) => sum + Number(inWindow), 0)).toBe(120);
});

it('Event Get finds an event', async () => {
	const [event] = models();
	const { events } = await run({ operation: 'get', eventId: String(event?.event_id) });

	expect(idsOf(events)).toEqual([event?.event_id]);
});

it('Session Get returns a session', async () => {
	const sessionId = String(models()[0]?.session_id);
	const { events } = await run({ resource: 'session', operation: 'get', sessionId });

	const size = [...emulator.events()].filter(({ session_id }) => session_id === sessionId).length;
	expect(events).toMatchObject([{ event_id: sessionId, totals: { events: size } }]);
});

it('A refusal names the field and the item, and says what to do', async () => {
	const { error } = await run({ limit: -1 });

	expect(error?.message).toMatch(/'Limit'.*-1.*\[item 0\]$/);
	expect(error?.description).toBe('Enter a whole number, 1 or more.');
});

it('A refusal of HoneyHive has its status', async () => {
	const credential = { ...credentialFor(emulator), apiKey: 'hh_wrong' };
	const { error } = await run({}, { credential });

	expect(error?.message).toMatch(/^HoneyHive does not accept the API key \(HTTP 401\)/);
	expect(error?.httpCode).toBe('401');
});

it('Only failed items go to the error output', async () => {
	const items = [{ json: { limit: 2 } }, { json: { limit: -1 } }];
	const node = { onError: 'continueErrorOutput' } as const;
	const { events, errorItems } = await run({ limit: '={{ $json.limit }}' }, { items, node });

	expect(events).toHaveLength(2);
	expect(errorItems).toHaveLength(1);
});

it('Stopping the execution ends a request', async () => {
	emulator.addFault({ kind: 'delay', ms: 50_000 });
	const parameters = { project: demoProject, dateRange: 'any' };
	const execution = startNode({ credential: credentialFor(emulator), parameters });
	await until(() => emulator.requests.length > 0);
	execution.cancel();
	await execution.finished;

	await until(() => emulator.requests.every(({ aborted }) => aborted));
});

it('The editor lists projects and the operators of a filter', async () => {
	const { listSearch, loadOptions } = new HoneyHive().methods;
	const context = loadOptionsContext(credentialFor(emulator), { project: demoProject });

	const { results } = await listSearch.searchProjects.call(context);
	expect(results).toContainEqual({ name: 'Demo Project', value: 'Demo Project' });
	const operators = await loadOptions.getFilterOperators.call(context);
	expect(operators).toContainEqual(expect.objectContaining({ value: 'is' }));
});

it('An agent gets twenty short events', async () => {
	const { items } = await run(
		{ output: 'simplified' },
		{ node: { type: 'n8n-nodes-honeyhive.honeyHiveTool' } },
	);

	expect(items).toHaveLength(20);
});
