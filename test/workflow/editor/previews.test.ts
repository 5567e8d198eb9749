import {
	isINodePropertyOptionsList,
	type INodeParameters,
	type INodeProperties,
} from 'n8n-workflow';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { HoneyHive } from '../../../nodes/HoneyHive/HoneyHive.node.js';
import type { Emulator } from '../../emulator';
import type { RunOptions } from '../../support/engine';
import { credentialFor, demoProject, eventsOf, exportEvents } from '../../support/exporting';
import { generations } from '../../support/hostUnderTest';
import { newWorkflow, pollOnce } from '../../support/polling';
import {
	expectAsPromised,
	expectValid,
	nodeDir,
	previewOf,
	previewOfTrigger,
	type Item,
	type Operation,
} from '../../support/previews';
import { usingEmulator, withEmulator } from '../../support/withEmulator';

const { properties } = new HoneyHive().description;

const operations: Operation[] = properties
	.filter(({ name }) => name === 'operation')
	.flatMap((property) =>
		(property.displayOptions?.show?.resource ?? []).flatMap((resource) =>
			valuesOf(property).map((operation) => ({ resource: String(resource), operation })),
		),
	);

function valuesOf({ options = [] }: INodeProperties): string[] {
	return isINodePropertyOptionsList(options) ? options.map(({ value }) => String(value)) : [];
}

/** Parameters that show all properties of an operation's output, with the default form of that output. */
const runs: Readonly<Record<string, INodeParameters>> = {
	'event/export': { returnAll: true },
	'event/get': { eventId: '={{ $json.event_id }}' },
	'event/split': { windowEvents: 50 },
	'event/update': {
		eventId: '={{ $json.event_id }}',
		updateType: 'json',
		updatesJson:
			'{"metrics": {"score": 1}, "feedback": {"rating": 5}, "metadata": {"ticket": "A"}, "user_properties": {"plan": "free"}}',
	},
	'session/get': { sessionId: '={{ $json.session_id }}' },
};

describe('The operations of the node', () => {
	it('each have an output preview, and there are no other previews', () => {
		const files = readdirSync(join(nodeDir, '__schema__', 'v1.0.0'), { recursive: true })
			.map(String)
			.filter((file) => file.endsWith('.json'))
			.map((file) => file.replaceAll('\\', '/').replace(/\.json$/, ''));
		const expected = operations.map(({ resource, operation }) => `${resource}/${operation}`);

		expect(files.sort()).toEqual([...expected, 'output'].sort());
	});

	it.each(operations)(
		'have a preview for $resource/$operation that the editor accepts',
		(operation) => {
			// The editor shows no preview without properties.
			expect(previewOf(operation)).toMatchObject({ type: 'object', properties: expect.anything() });
		},
	);
});

describe.each(generations)('The output preview over %s', (generation) => {
	const emulator = withEmulator({ events: 120 });
	/** One item for each event or session to get: enough of them to see every kind. */
	let toGet: Readonly<Record<string, RunOptions['items']>>;

	beforeAll(() => {
		const events = [...emulator.events()];
		const sessions = new Set(events.map(({ session_id }) => String(session_id)));
		toGet = {
			event: events.slice(0, 40).map(({ event_id = '' }) => ({ json: { event_id } })),
			session: [...sessions].map((session_id) => ({ json: { session_id } })),
		};
	});

	async function run(
		{ resource, operation }: Operation,
		parameters: INodeParameters = {},
		host: Pick<Emulator, 'url'> = emulator,
	): Promise<Item[]> {
		const finished = await exportEvents(
			host,
			generation,
			{
				resource,
				operation,
				output: 'simplified',
				...runs[`${resource}/${operation}`],
				...parameters,
			},
			['get', 'update'].includes(operation) ? { items: toGet[resource] } : {},
		);
		expect(finished.error).toBeUndefined();
		return eventsOf(finished);
	}

	it.each(operations)('matches the items of $resource/$operation', async (operation) => {
		expectAsPromised(await run(operation), previewOf(operation));
	});

	it('matches the items of the trigger', async () => {
		const credential = credentialFor(emulator, generation);
		const items = await pollOnce({
			credential,
			parameters: {
				project: demoProject,
				firstRun: 'date',
				startFrom: '2020-01-01T00:00:00',
			},
			kept: newWorkflow(),
		});
		expectAsPromised(
			(items ?? []).map(({ json }) => json),
			previewOfTrigger(),
		);
	});

	it('matches an export of events whose times are text', async () => {
		const items = await usingEmulator(
			{ events: 120, timeFormat: 'text' },
			async (host) => await run({ resource: 'event', operation: 'export' }, {}, host),
		);
		expectAsPromised(items, previewOf({ resource: 'event', operation: 'export' }));
	});

	it('matches a summary of no events', async () => {
		const operation = { resource: 'event', operation: 'summarize' };
		const none = { dateRange: 'between', from: '2020-01-01', to: '2020-01-02' };
		const items = await run(operation, none);
		expect(items).toMatchObject([{ events: 0, first_time: null, duration_p50_ms: null }]);
		expectAsPromised(items, previewOf(operation));
	});

	it.each([
		[
			'file',
			'ndjson',
			['bytes', 'events', 'file_name', 'first_time', 'format', 'last_time', 'part'],
		],
		['batch', 'batches', ['batch', 'count', 'events', 'first_time', 'last_time']],
	])('does not describe the item of a %s', async (_what, outputFormat, fields) => {
		const operation = { resource: 'event', operation: 'export' };
		const [item = {}] = await run(operation, { outputFormat });
		const shown = Object.keys(previewOf(operation)?.properties ?? {});
		expect(Object.keys(item).sort()).toEqual(fields);
		expect(Object.keys(item).filter((field) => shown.includes(field))).toEqual([]);
	});

	it('describes a session as a tree, whose event fields match the list of events too', async () => {
		const operation = { resource: 'session', operation: 'get' };
		const items = await run(operation, { sessionFormat: 'list' });
		const events = items.map((item) => copyWithout(item, 'depth'));
		expectAsPromised(events, previewOf({ resource: 'event', operation: 'export' }));
		expectValid(items, previewOf(operation) ?? {});
	});

	it('of a summary leaves out the group fields, the period and the alert, which the user chooses', async () => {
		const operation = { resource: 'event', operation: 'summarize' };
		const items = await run(operation, {
			groupBy: { fields: [{ field: 'config.model' }] },
			bucket: 'day',
			alertWhen: { conditions: [{ measure: 'events', comparison: 'above', value: 1 }] },
		});
		const preview = previewOf(operation) ?? {};
		expectValid(items, preview);
		const chosen = Object.keys(items[0] ?? {}).filter(
			(name) => !(name in (preview.properties ?? {})),
		);
		expect(chosen.sort()).toEqual(['alert', 'alert_reason', 'model', 'period']);
	});
});

function copyWithout(item: Record<string, unknown>, name: string): Record<string, unknown> {
	return Object.fromEntries(Object.entries(item).filter(([key]) => key !== name));
}
