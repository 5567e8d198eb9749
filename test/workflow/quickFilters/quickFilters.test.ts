import fc from 'fast-check';
import { BINARY_ENCODING, type INodeParameters } from 'n8n-workflow';

import type { EventType } from '../../../nodes/HoneyHive/events/quickFilters';
import type { Generation } from '../../emulator';
import { credentialFor, eventsOf, exportEvents, idsOf } from '../../support/exporting';
import { generations } from '../../support/hostUnderTest';
import { newWorkflow, pollOnce } from '../../support/polling';
import { withEmulator } from '../../support/withEmulator';
import { meantBy, parametersOf, sampledEvents, someChoice, type Choice } from './events';

const runs = { numRuns: 25, seed: 11 };

describe.each(generations)('Event Types and Status over %s', (generation: Generation) => {
	const emulator = withEmulator({ events: 0 });
	beforeAll(() => emulator.load(sampledEvents.map(({ event }) => event)));

	async function run(choice: Choice, parameters: INodeParameters = {}) {
		const { options, ...fields } = parametersOf(choice);
		const merged = { ...options, ...(parameters.options as object) };
		const finished = await exportEvents(emulator, generation, {
			...fields,
			...parameters,
			options: merged,
		});
		expect(finished.error).toBeUndefined();
		return finished;
	}

	it('choose the events that Export returns, all of them', async () => {
		await fc.assert(
			fc.asyncProperty(someChoice, async (choice) => {
				const { items } = await run(choice, { returnAll: true });
				expect(idsOf(items.map(({ json }) => json)).sort()).toEqual(meantBy(choice).sort());
			}),
			runs,
		);
	});

	it('leave as many of the newest events as Limit says', async () => {
		await fc.assert(
			fc.asyncProperty(
				someChoice,
				fc.integer({ min: 1, max: 60 }),
				fc.integer({ min: 20, max: 100 }),
				async (choice, limit, pageSize) => {
					const finished = await run(choice, { limit, options: { pageSize } });
					const starts = (ids: string[]) =>
						ids.map((id) => sampledEvents.find(({ event }) => event.event_id === id)?.start);
					// Events of the same millisecond have no order.
					expect(starts(idsOf(eventsOf(finished)))).toEqual(
						starts(meantBy(choice).slice(0, limit)),
					);
				},
			),
			{ ...runs, numRuns: 10 },
		);
	});

	it('choose the events that Count counts', async () => {
		await fc.assert(
			fc.asyncProperty(someChoice, async (choice) => {
				const finished = await run(choice, { operation: 'count' });
				expect(eventsOf(finished)).toEqual([{ count: meantBy(choice).length }]);
			}),
			runs,
		);
	});

	it('choose the events that Summarize adds up', async () => {
		await fc.assert(
			fc.asyncProperty(someChoice, async (choice) => {
				const finished = await run(choice, { operation: 'summarize', groupBy: [] });
				const count = eventsOf(finished).reduce((sum, { events }) => sum + Number(events), 0);
				expect(count).toBe(meantBy(choice).length);
			}),
			runs,
		);
	});

	it('choose the events of a file, which are in it as they were received', async () => {
		const choice: Choice = {
			eventTypes: ['model', 'tool'],
			status: 'failed',
			countToolFailures: true,
		};
		const { items } = await run(choice, { returnAll: true, outputFormat: 'ndjson' });
		const content = Buffer.from(items[0]?.binary?.data?.data ?? '', BINARY_ENCODING).toString();
		const events = content
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Record<string, unknown>);
		expect(idsOf(events).sort()).toEqual(meantBy(choice).sort());
	});

	it('add nothing to the fields that the user selected', async () => {
		const choice: Choice = { eventTypes: [], status: 'failed', countToolFailures: true };
		const finished = await run(choice, { output: 'selected', fields: ['event_name'], limit: 5 });
		expect(eventsOf(finished)).toHaveLength(5);
		for (const event of eventsOf(finished)) {
			expect(Object.keys(event).sort()).toEqual(['event_id', 'event_name']);
		}
	});

	it('agree with the status of simplified events', async () => {
		const choice: Choice = { eventTypes: [], status: 'failed', countToolFailures: true };
		const finished = await run(choice, { output: 'simplified', returnAll: true });
		const statuses = eventsOf(finished).map(({ status }) => status);
		expect(new Set(statuses)).toEqual(new Set(['error']));
	});

	it('leave fewer events of a page than it has', async () => {
		const choice: Choice = { eventTypes: [], status: 'failed', countToolFailures: false };
		const finished = await run(choice, { limit: 400, options: { page: 1 } });
		expect(idsOf(eventsOf(finished)).sort()).toEqual(meantBy(choice).sort());
		expect(emulator.requests).toHaveLength(1);
	});

	it('ask for one type as a filter does, with no more requests', async () => {
		const choice: Choice = { eventTypes: ['tool'], status: 'any', countToolFailures: false };
		await run(choice, { operation: 'count' });
		const requests = emulator.requests.length;
		emulator.clearRequests();
		await exportEvents(emulator, generation, {
			operation: 'count',
			filterType: 'json',
			filtersJson: '[{"field":"event_type","operator":"is","value":"tool","type":"string"}]',
		});
		expect(requests).toBe(emulator.requests.length);
	});

	it('choose the events by which Split Date Range makes windows', async () => {
		await fc.assert(
			fc.asyncProperty(someChoice, async (choice) => {
				const finished = await run(choice, { operation: 'split', windowEvents: 40 });
				const counts = eventsOf(finished).map(({ events }) => Number(events));
				expect(counts.reduce((sum, count) => sum + count, 0)).toBe(meantBy(choice).length);
				expect(Math.max(...counts)).toBeLessThanOrEqual(40);
			}),
			{ ...runs, numRuns: 10 },
		);
	});

	it('choose the events that start a workflow', async () => {
		const choice: Choice = {
			eventTypes: ['chain', 'session'],
			status: 'succeeded',
			countToolFailures: false,
		};
		const polled = await pollOnce({
			credential: credentialFor(emulator, generation),
			kept: newWorkflow(),
			parameters: {
				project: { __rl: true, mode: 'name', value: 'Demo Project' },
				firstRun: 'date',
				startFrom: '2026-01-01T00:00:00Z',
				output: 'raw',
				...parametersOf(choice),
			},
		});
		const ids = (polled ?? []).map(({ json }) => json);
		expect(idsOf(ids).sort()).toEqual(meantBy(choice).sort());
	});

	it.each([
		['model, tool', ['model', 'tool']],
		['session', ['session']],
	] satisfies Array<[string, EventType[]]>)(
		'can be given by an expression as the text %j',
		async (text, types) => {
			const finished = await exportEvents(emulator, generation, {
				eventTypes: `={{ ${JSON.stringify(text)} }}`,
				returnAll: true,
			});
			const choice: Choice = { eventTypes: types, status: 'any', countToolFailures: false };
			expect(idsOf(eventsOf(finished)).sort()).toEqual(meantBy(choice).sort());
		},
	);

	it.each([
		[
			'={{ ["model", "llm"] }}',
			"'Event Types' is 'llm', which is not one of its choices [item 0]",
			'Choose one in the editor; an expression must return one of: chain (Chain), model (Model), session (Session), tool (Tool).',
		],
		[
			'={{ undefined }}',
			"'Event Types' is empty, because its expression returned nothing [item 0]",
			'Check that the data that the expression refers to is there.',
		],
		[
			'={{ "" }}',
			"'Event Types' is empty, because its expression returned nothing [item 0]",
			'Check that the data that the expression refers to is there.',
		],
		[
			'={{ 5 }}',
			"'Event Types' is not a list: it is 5 [item 0]",
			'Choose types in the editor; an expression must return a list of: model, tool, chain, session.',
		],
	])('are refused if an expression returns %j', async (expression, message, description) => {
		const finished = await exportEvents(emulator, generation, { eventTypes: expression });
		expect(finished.error).toMatchObject({ message, description });
	});
});
