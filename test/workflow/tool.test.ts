import type { INodeParameters } from 'n8n-workflow';

import { runNode, type FinishedRun, type RunOptions } from '../support/engine';
import { credentialFor, demoProject, eventsOf, exportEvents, idsOf } from '../support/exporting';
import { generations, usualGeneration } from '../support/hostUnderTest';
import { usingEmulator, withEmulator } from '../support/withEmulator';
import { json } from './refusals/cases';

/** As n8n names the node that an agent uses. */
const tool = { type: 'n8n-nodes-honeyhive.honeyHiveTool' };

const whole = { output: 'raw', limit: 100 };

/** The text that n8n passes to the model. */
function answerOf({ items }: FinishedRun): string {
	return JSON.stringify(items.map((item) => item.json));
}

function hintOf(run: FinishedRun): unknown {
	return eventsOf(run).at(-1)?.hint;
}

describe('The node as a tool of an AI agent', () => {
	const emulator = withEmulator({ events: 300 });

	async function use(
		parameters: INodeParameters = {},
		options: Partial<Omit<RunOptions, 'parameters'>> = {},
	): Promise<FinishedRun> {
		return await exportEvents(emulator, usualGeneration, parameters, { node: tool, ...options });
	}

	it.each(generations)(
		'returns twenty simplified events by default over %s',
		async (generation) => {
			const run = await runNode({
				credential: credentialFor(emulator, generation),
				parameters: { project: demoProject, dateRange: 'any' },
				node: tool,
			});

			expect(run.items).toHaveLength(20);
			for (const event of eventsOf(run)) expect(Object.keys(event)).toHaveLength(14);
			expect(emulator.requests).toHaveLength(1);
			expect(answerOf(run).length).toBeLessThan(25_000);
		},
	);

	it('returns the number and fields that are set instead of the defaults', async () => {
		const run = await use({ output: 'raw', limit: 3 });

		expect(run.items).toHaveLength(3);
		for (const event of eventsOf(run)) expect(event).toHaveProperty('inputs');
	});

	it('does not change the output in a workflow without an agent', async () => {
		const run = await exportEvents(emulator, usualGeneration, whole);

		expect(run.items).toHaveLength(100);
		expect(answerOf(run).length).toBeGreaterThan(100_000);
		expect((await exportEvents(emulator, usualGeneration)).items).toHaveLength(50);
	});

	it('cuts off a long answer after a whole event and adds a hint', async () => {
		const run = await use(whole);
		const all = await exportEvents(emulator, usualGeneration, whole);

		const events = eventsOf(run).slice(0, -1);
		expect(events).toEqual(eventsOf(all).slice(0, events.length));
		expect(answerOf(run).length).toBeLessThanOrEqual(40_000);
		const oneMore = [...eventsOf(all).slice(0, events.length + 1), eventsOf(run).at(-1)];
		// The room that is kept for the hint is a little more than it takes.
		expect(JSON.stringify(oneMore).length).toBeGreaterThan(39_500);
		expect(eventsOf(run).at(-1)).toMatchObject({ shown: events.length, read: 100 });
		expect(hintOf(run)).toContain(`Showing ${events.length} of 100 items`);
		expect(hintOf(run)).toContain('a smaller Limit');
		expect(run.items.every(({ pairedItem }) => pairedItem !== undefined)).toBe(true);
	});

	it('returns only a hint when the first event alone is too long', async () => {
		const run = await usingEmulator(
			{ events: 3, eventBytes: 60_000 },
			async (host) => await exportEvents(host, usualGeneration, { output: 'raw' }, { node: tool }),
		);

		expect(eventsOf(run)).toMatchObject([{ shown: 0, read: 3 }]);
	});

	it('stops reading when the answer is full', async () => {
		const options = { pageSize: 50, concurrency: 1 };
		await use({ output: 'raw', returnAll: true, options });

		const asked = emulator.requests.length;
		emulator.clearRequests();
		await exportEvents(emulator, usualGeneration, { returnAll: true, options });
		expect(asked).toBeLessThan(emulator.requests.length);
	});

	it('reports that nothing was found, and what was asked', async () => {
		const filters = '[{"field":"event_name","operator":"is","value":"no such name"}]';
		const run = await use(json(filters));

		expect(eventsOf(run)).toEqual([
			{
				hint: expect.stringContaining('Nothing was found'),
				asked: {
					project: 'Demo Project',
					filterType: 'json',
					filtersJson: filters,
					dateRange: 'any',
					output: 'raw',
					returnAll: false,
					status: 'any',
					limit: 20,
				},
			},
		]);
	});

	it('keeps the answer short if nothing was found and the question is long', async () => {
		const value = '\u0001"'.repeat(100_000);
		const filters = JSON.stringify([{ field: 'event_name', operator: 'is', value }]);
		const run = await use(json(filters));

		expect(hintOf(run)).toContain('Nothing was found');
		expect(answerOf(run).length).toBeLessThan(3000);
	});

	it('keeps a refusal short that quotes what was received', async () => {
		const limit = 'x'.repeat(100_000);
		const run = await use({ limit });
		const continued = await use({ limit }, { node: { ...tool, onError: 'continueRegularOutput' } });

		expect(run.error?.message.length).toBeLessThan(500);
		expect(answerOf(continued).length).toBeLessThan(1000);
	});

	it('does not move the position of Since Last Run', async () => {
		const parameters = {
			output: 'raw',
			dateRange: 'sinceLastRun',
			firstRun: 'date',
			startFrom: '2024-01-01',
		};
		const run = { staticData: {}, mode: 'trigger' } as const;
		const first = idsOf(eventsOf(await use(parameters, run)));
		expect(first).toHaveLength(10);
		expect(idsOf(eventsOf(await use(parameters, run)))).toEqual(first);
	});

	it.each([
		[
			'a filter without an operator',
			json('[{"field": "event_type", "value": "model"}]'),
			/^'Filters \(JSON\)' entry 1 has no 'Operator'\. Choose one of: is, is not, contains, /,
		],
		[
			'an invalid date',
			{ dateRange: 'between', from: 'yesterday' },
			/^'From' is not a date: it is 'yesterday'\. Enter a date and time in ISO 8601, .* A number must be UTC milliseconds\.$/,
		],
	])('rejects %s with a message that includes the remedy', async (_what, parameters, message) => {
		const run = await use(parameters);

		expect(run.error?.message).toMatch(message);
		expect(emulator.requests).toHaveLength(0);
	});

	it('reports a rejection by HoneyHive with a message that includes the remedy', async () => {
		emulator.addFault({ kind: 'status', status: 400, body: '{"message":"filters.0 is unknown"}' });
		const run = await use();

		expect(run.error?.message).toBe(
			"HoneyHive refused the request (HTTP 400): filters.0 is unknown. Check the filters, the date range and the fields against 'API Version' in the credential.",
		);
	});

	it('returns both message and remedy with On Error: Continue', async () => {
		const run = await use({ limit: 0 }, { node: { ...tool, onError: 'continueRegularOutput' } });

		expect(eventsOf(run)).toEqual([
			{
				error: `'Limit' is 0 but must be a whole number, 1 or more [item 0]`,
				message: `Enter a whole number, 1 or more.`,
			},
		]);
	});
});
