import type { INodeParameters } from 'n8n-workflow';

import type { Emulator, Generation, HoneyHiveEvent } from '../../emulator';
import type { FinishedRun, RunOptions } from '../../support/engine';
import { eventsOf, exportEvents, hintsOf } from '../../support/exporting';
import { generations, onHosts, usualGeneration, usualMaxLimit } from '../../support/hostUnderTest';
import { summarizeNaively } from '../../unit/events/summary/naive';
import { usingEmulator, withEmulator } from '../../support/withEmulator';

const emulator = withEmulator({ events: 400 });

/** Runs Event → Summarize, few events at a time so that there are many requests. */
async function summarize(
	generation: Generation,
	parameters: INodeParameters = {},
	options: Partial<Omit<RunOptions, 'parameters'>> = {},
	host: Emulator = emulator,
): Promise<FinishedRun> {
	const summary = { operation: 'summarize', options: { pageSize: 50, maxRetries: 0 } };
	return await exportEvents(host, generation, { ...summary, ...parameters }, options);
}

function by(...paths: string[]): INodeParameters {
	return { groupBy: { fields: paths.map((field) => ({ field })) } };
}

function alertWhen(...conditions: INodeParameters[]): INodeParameters {
	return { alertWhen: { conditions } };
}

/** Filters by one field. */
function only(field: string, value: string): INodeParameters {
	return {
		filterType: 'manual',
		filters: { conditions: [{ field, type: 'string', operator: 'is', value }] },
	};
}

const truth = () => [...emulator.events()] as unknown as Array<Record<string, unknown>>;

/** Rows as sorted text, with numbers rounded to the digits that a naive addition gets right. */
function comparable(rows: Array<Record<string, unknown>>): string[] {
	const round = (_key: string, value: unknown) =>
		typeof value === 'number' ? value.toPrecision(12) : value;
	return rows.map((row) => JSON.stringify(row, round)).sort();
}

describe('Event → Summarize', () => {
	describe.each(generations)('over %s', (generation) => {
		it.each([
			[undefined, undefined],
			['config.model', undefined],
			['event_name', 'day'],
			['event_type', 'day'],
		] as const)('grouped by %s and %s agrees with a naive calculation', async (path, bucket) => {
			const timezone = 'America/New_York';
			const run = await summarize(
				generation,
				{ ...(path !== undefined && by(path)), bucket: bucket ?? 'none' },
				{ timezone },
			);

			expect(run.error).toBeUndefined();
			const expected = summarizeNaively(truth(), path, bucket, timezone);
			expect(comparable(eventsOf(run))).toEqual(comparable(expected));
			for (const item of run.items) expect(item.pairedItem).toEqual({ item: 0 });
		});

		it('counts each event once although pages repeat rows', async () => {
			emulator.addFault({ kind: 'duplicate', rows: 7 });
			const run = await summarize(generation);
			expect(eventsOf(run)).toMatchObject([{ events: 400 }]);
		});

		it('requests only the fields that it needs, where the generation can project', async () => {
			await summarize(generation, by('config.model'));
			expect(emulator.requests.length).toBeGreaterThan(4);
			for (const { body } of emulator.requests) {
				const { projections } = body as { projections?: string[] };
				if (generation === 'search') expect(projections).toBeUndefined();
				else {
					expect([...(projections ?? [])].sort()).toEqual([
						'config.model',
						'duration',
						'error',
						'event_id',
						'event_type',
						'metadata',
						'start_time',
					]);
				}
			}
		});

		it('groups by an element of a list', async () => {
			const run = await summarize(generation, {
				...only('event_type', 'model'),
				...by('inputs.chat_history.1.role'),
			});
			expect(eventsOf(run)).toMatchObject([{ role: 'user' }]);
		});

		it('summarizes only events that match the filters and the date range', async () => {
			const models = truth().filter(({ event_type }) => event_type === 'model');
			const times = models.map(({ start_time }) => Number(start_time)).sort();
			const [from = 0, to = 0] = [times[20], times[60]];
			const run = await summarize(generation, {
				...only('event_type', 'model'),
				dateRange: 'between',
				from: new Date(from).toISOString(),
				to: new Date(to).toISOString(),
			});
			expect(eventsOf(run)).toMatchObject([
				{
					events: times.filter((time) => time >= from && time <= to).length,
					first_time: new Date(from).toISOString(),
					last_time: new Date(to).toISOString(),
				},
			]);
		});

		it('fails instead of returning a partial summary', async () => {
			emulator.addFault({ kind: 'status', status: 500, skip: 3, times: 1 });
			const oneByOne = { options: { pageSize: 50, maxRetries: 0, concurrency: 1 } };
			const run = await summarize(generation, oneByOne);
			expect(emulator.requests).toHaveLength(4);
			expect(run.error?.message).toMatch(/^Events that started .* could not be read: HoneyHive/);
			expect(run.items).toEqual([]);

			emulator.addFault({ kind: 'status', status: 500, skip: 3, times: 1 });
			const node = { onError: 'continueRegularOutput' } as const;
			const goingOn = await summarize(generation, {}, { node });
			expect(goingOn.error).toBeUndefined();
			expect(goingOn.items).toHaveLength(1);
			expect(Object.keys(goingOn.items[0]?.json ?? {})).toEqual(['error', 'message']);
		});
	});

	it('shows a hint when it had to read by page numbers', async () => {
		const run = await usingEmulator(
			{ events: 100, distribution: 'millisecond' },
			async (crowded) => await summarize(usualGeneration, {}, {}, crowded),
		);
		expect(eventsOf(run)).toMatchObject([{ events: 100 }]);
		expect(hintsOf(run).join()).toContain('by page number');
	});

	it('groups hours by the clock of the workflow’s time zone', async () => {
		const at = (event_id: string, time: string) => ({
			project_id: 'Demo Project',
			event_id,
			event_type: 'tool',
			start_time: Date.parse(time),
		});
		const run = await usingEmulator({ project: 'Demo Project' }, async (clock) => {
			clock.load([
				at('a', '2024-10-27T00:10:00Z'),
				at('b', '2024-10-27T00:50:00Z'),
				at('c', '2024-10-27T01:10:00Z'),
			] as HoneyHiveEvent[]);
			const inBerlin = { timezone: 'Europe/Berlin' };
			return await summarize(usualGeneration, { bucket: 'hour' }, inBerlin, clock);
		});
		expect(eventsOf(run).map(({ period, events }) => [period, events])).toEqual([
			['2024-10-27T02:00:00+02:00', 2],
			['2024-10-27T02:00:00+01:00', 1],
		]);
	});

	onHosts(
		({ modelCosts, usage }) => modelCosts === 'kept' && usage === 'legacy',
		() => {
			it('marks the groups that cross a threshold, with the reason', async () => {
				const run = await summarize(usualGeneration, {
					...by('event_type'),
					...alertWhen(
						{ measure: 'events', comparison: 'above', value: 10_000 },
						{ measure: 'cost', comparison: 'atMost', value: '1000' },
					),
				});
				const rows = eventsOf(run);
				expect(rows).toHaveLength(4);
				for (const { cost, alert, alert_reason } of rows) {
					expect(alert).toBe(cost !== null);
					expect(alert_reason).toBe(
						cost === null ? null : `Cost $${Number(cost)} is at most $1,000`,
					);
				}
				expect(rows.some(({ cost }) => cost === null)).toBe(true);
				expect(hintsOf(run)).toEqual([
					expect.stringMatching(/^'Alert When' cannot check cost in some groups \(\d of 4\)/),
				]);
			});
		},
	);

	it('alerts when there are no events', async () => {
		const run = await summarize(usualGeneration, {
			...only('event_name', 'no such event'),
			...alertWhen({ measure: 'events', comparison: 'below', value: 1 }),
		});
		expect(eventsOf(run)).toMatchObject([
			{ events: 0, cost: null, alert: true, alert_reason: 'Number of events 0 is below 1' },
		]);
	});

	it('returns no item for a group without events', async () => {
		const run = await summarize(usualGeneration, {
			...only('event_name', 'no such event'),
			...by('event_name'),
		});
		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([]);
	});

	it('summarizes each input item separately', async () => {
		const run = await summarize(
			usualGeneration,
			{ ...only('event_type', '={{ $json.type }}'), ...by('={{ $json.by }}') },
			{
				items: [
					{ json: { type: 'session', by: 'event_type' } },
					{ json: { type: 'tool', by: 'event_type' } },
				],
			},
		);
		expect(run.items.map(({ json, pairedItem }) => [json.event_type, pairedItem])).toEqual([
			['session', { item: 0 }],
			['tool', { item: 1 }],
		]);
	});

	it('does not trigger Retry On Fail when it is grouped by error', async () => {
		const once = await summarize(usualGeneration, { ...by('error'), bucket: 'day' });
		const requests = emulator.requests.length;
		const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const run = await summarize(usualGeneration, { ...by('error'), bucket: 'day' }, { node });
		expect(eventsOf(run)).toEqual(eventsOf(once));
		expect(emulator.requests).toHaveLength(2 * requests);
		expect(eventsOf(run).some(({ error_text }) => String(error_text).includes('Error'))).toBe(true);
		for (const row of eventsOf(run)) expect(row).not.toHaveProperty('error');
	});

	it.each<[string, INodeParameters, string]>([
		['an empty field', by(' '), "'Group By' has an empty path"],
		['brackets', by('inputs[0]'), "'Group By' has the path 'inputs[0]', which has brackets"],
		[
			'another bucket',
			{ bucket: 'week' },
			"'Time Bucket' is 'week', which is not one of its choices",
		],
		[
			'the last run',
			{ dateRange: 'sinceLastRun' },
			"'Date Range' is 'sinceLastRun', which is not one of its choices",
		],
		[
			'another measure',
			alertWhen({ measure: 'errors', comparison: 'above', value: 1 }),
			"'Alert When 1 → Measure' is 'errors', which is not one of its choices",
		],
		[
			'another comparison',
			alertWhen(
				{ measure: 'cost', comparison: 'above', value: 1 },
				{ measure: 'cost', comparison: '>', value: 1 },
			),
			"'Alert When 2 → Comparison' is '>', which is not one of its choices",
		],
		[
			'a value that is no number',
			alertWhen({ measure: 'cost', comparison: 'above', value: 'much' }),
			"'Alert When 1 → Value' is 'much', which is not a number",
		],
		[
			'a rate in percent',
			alertWhen({ measure: 'failure_rate', comparison: 'above', value: 10 }),
			"'Alert When 1 → Value' is 10, but a failure rate is between 0 and 1",
		],
		[
			'a page that is too large',
			{ options: { pageSize: 10_000 } },
			`'Page Size' is 10000 but must be a whole number, from 1 to ${usualMaxLimit}`,
		],
	])('rejects %s', async (_what, parameters, message) => {
		const run = await summarize(usualGeneration, parameters);
		expect(run.error?.message).toContain(message);
		expect(run.error?.message).toMatch(/\[item 0\]$/);
		expect(run.error?.description).toBeTruthy();
		expect(emulator.requests).toHaveLength(0);
	});

	it('rejects a time zone that does not exist only if it needs one', async () => {
		const elsewhere = { timezone: 'Mars/Olympus' };
		expect((await summarize(usualGeneration, {}, elsewhere)).error).toBeUndefined();
		expect((await summarize(usualGeneration, { bucket: 'day' }, elsewhere)).error?.message).toBe(
			"The workflow's time zone is 'Mars/Olympus', which is unknown [item 0]",
		);
	});
});
