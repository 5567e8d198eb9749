import type { INodeParameters } from 'n8n-workflow';

import type { Generation, HoneyHiveEvent } from '../../emulator';
import type { FinishedRun } from '../../support/engine';
import { eventsOf, exportEvents, hintsOf } from '../../support/exporting';
import { generations, usualGeneration } from '../../support/hostUnderTest';
import { withFreshEmulator } from '../../support/withEmulator';

const minute = 60_000;
const day = Date.UTC(2026, 0, 31);

function event(event_id: string, start: number, more: HoneyHiveEvent): HoneyHiveEvent {
	return {
		event_id,
		project_id: 'Demo Project',
		event_type: 'model',
		event_name: 'Answer',
		start_time: day + start,
		...more,
	};
}

function session(id: string, start: number, more: HoneyHiveEvent = {}): HoneyHiveEvent {
	const own = { session_id: id, event_type: 'session', event_name: 'Chat' };
	return event(id, start, { ...own, ...more });
}

function model(event_id: string, session_id: string, start: number, more: HoneyHiveEvent = {}) {
	return event(event_id, start, { session_id, ...more });
}

/** Three sessions; what the second one states about itself is wrong. */
const events: HoneyHiveEvent[] = [
	session('a', 0, {
		duration: 2000,
		inputs: { question: 'Why?' },
		outputs: { answer: 'Because.' },
		metadata: { num_events: '3', num_model_events: 1, has_feedback: true, cost: 0.5 },
		user_properties: { user_id: 'u-1', email: 'ann@example.com' },
	}),
	model('a1', 'a', 1000, { duration: 1500, metadata: { cost: 0.25, total_tokens: 10 } }),
	session('b', 10 * minute, {
		event_name: 'Refund',
		error: 'Timeout',
		metadata: { cost: 0.1, total_tokens: 0 },
		user_properties: { email: 'ben@example.com' },
	}),
	model('b1', 'b', 10 * minute - 5, { duration: 100, metadata: { total_tokens: 40 } }),
	model('b2', 'b', 40 * minute, { duration: 100, error: 'No', metadata: { total_tokens: 2 } }),
	session('c', 20 * minute),
];

describe('Session → Get Many', () => {
	const emulator = withFreshEmulator();

	beforeEach(() => emulator.load(events));

	async function getMany(
		parameters: INodeParameters = {},
		generation: Generation = usualGeneration,
		options: Parameters<typeof exportEvents>[3] = {},
	): Promise<FinishedRun> {
		const chosen = { resource: 'session', operation: 'getAll', output: 'simplified' };
		return await exportEvents(emulator, generation, { ...chosen, ...parameters }, options);
	}

	/** Without requests for larger pages than the host accepts. */
	const answered = () => emulator.requests.filter(({ status }) => status === 200);
	const totalsHintsOf = (run: FinishedRun) =>
		hintsOf(run).filter((hint) => !hint.includes('per page'));
	const idsOf = (run: FinishedRun) => eventsOf(run).map(({ session_id }) => session_id);

	describe.each(generations)('over %s', (generation) => {
		it('returns what each session states about itself, the newest first', async () => {
			const run = await getMany({}, generation);

			expect(run.error).toBeUndefined();
			expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(Array(3).fill({ item: 0 }));
			expect(eventsOf(run)).toMatchObject([
				{ session_id: 'c', cost: null, num_events: null, has_feedback: null, user: null },
				{
					session_id: 'b',
					status: 'error',
					error_message: 'Timeout',
					cost: 0.1,
					total_tokens: 0,
					user: 'ben@example.com',
				},
				{ session_id: 'a' },
			]);
			expect(eventsOf(run)[2]).toEqual({
				event_name: 'Chat',
				start_time: '2026-01-31T00:00:00.000Z',
				status: 'success',
				error_message: null,
				duration_ms: 2000,
				cost: 0.5,
				total_tokens: null,
				num_events: 3,
				num_model_events: 1,
				has_feedback: true,
				user: 'u-1',
				input: 'Why?',
				output: 'Because.',
				session_id: 'a',
				url: null,
			});
		});

		it('adds up the events of all sessions in one reading', async () => {
			const run = await getMany({ totalsFromEvents: true }, generation);

			expect(eventsOf(run)).toMatchObject([
				{ session_id: 'c', cost: null, total_tokens: null, events: 1, model_events: 0 },
				{
					session_id: 'b',
					start_time: '2026-01-31T00:10:00.000Z',
					status: 'error',
					duration_ms: 30 * minute + 105,
					cost: 0.1,
					total_tokens: 42,
					events: 3,
					model_events: 2,
					failures: 2,
				},
				{
					session_id: 'a',
					duration_ms: 2500,
					cost: 0.25,
					total_tokens: 10,
					num_events: 3,
					events: 2,
					failures: 0,
				},
			]);
			const [sessions, all, ...more] = answered();
			expect(sessions?.body).toMatchObject({ filters: [{ value: 'session' }] });
			expect(all?.body).toMatchObject({ filters: [] });
			expect(more).toEqual([]);
		});

		it.each<[string, INodeParameters, string[]]>([
			['name', { eventName: ' Refund ' }, ['b']],
			['user', { user: 'u-1' }, ['a']],
			['name and user', { eventName: 'Refund', user: 'u-1' }, []],
			[
				'own conditions',
				{
					filterType: 'json',
					filtersJson: '[{"field": "event_name", "operator": "is not", "value": "Refund"}]',
				},
				['c', 'a'],
			],
			['date range', { dateRange: 'between', from: '2026-01-31T00:05:00Z' }, ['c', 'b']],
		])('chooses sessions by %s', async (_what, parameters, expected) => {
			expect(idsOf(await getMany(parameters, generation))).toEqual(expected);
			const withTotals = { ...parameters, totalsFromEvents: true };
			expect(idsOf(await getMany(withTotals, generation))).toEqual(expected);
		});

		it('returns as many as the limit, in the chosen order', async () => {
			for (const totalsFromEvents of [false, true]) {
				const newest = await getMany({ totalsFromEvents, limit: 2 }, generation);
				expect(idsOf(newest)).toEqual(['c', 'b']);
				const sorted = { totalsFromEvents, returnAll: true, options: { sort: 'oldestFirst' } };
				expect(idsOf(await getMany(sorted, generation))).toEqual(['a', 'b', 'c']);
			}
		});
	});

	it('counts the events of a session after the range in which it started', async () => {
		const between = {
			dateRange: 'between',
			from: '2026-01-31T00:09:00Z',
			to: '2026-01-31T00:12:00Z',
		};
		const run = await getMany({ ...between, totalsFromEvents: true });

		expect(eventsOf(run)).toMatchObject([{ session_id: 'b', events: 3 }]);
		const asked = JSON.stringify(answered()[1]?.body);
		expect(asked).toContain('2026-01-31T00:09:00.000Z');
		expect(asked).toContain('2026-01-31T01:12:00.000Z');
		expect(totalsHintsOf(run)).toEqual([]);
	});

	it('says that a session may go on after what was read', async () => {
		emulator.load([model('b3', 'b', 70 * minute), model('b4', 'b', 80 * minute)]);
		const to = '2026-01-31T00:12:00Z';
		const run = await getMany({ dateRange: 'between', to, totalsFromEvents: true, limit: 1 });

		expect(eventsOf(run)).toMatchObject([{ session_id: 'b', events: 4 }]);
		expect(totalsHintsOf(run)).toEqual([
			'Some sessions (1) may go on after 2026-01-31T01:12:00.000Z. Their totals count only events that started by then.',
		]);
	});

	it('reads only the events since the first session that it returns', async () => {
		await getMany({ totalsFromEvents: true, limit: 1 });
		expect(JSON.stringify(answered()[1]?.body)).toContain('2026-01-31T00:19:00.000Z');
	});

	it('asks for no events if there are no sessions', async () => {
		const run = await getMany({ eventName: 'Nothing', totalsFromEvents: true });
		expect(run.items).toEqual([]);
		expect(answered()).toHaveLength(1);
	});

	it('keeps the totals of raw sessions and of selected fields apart from their own', async () => {
		const parameters = { totalsFromEvents: true, eventName: 'Refund' };
		const raw = await getMany({ ...parameters, output: 'raw' });
		const selected = await getMany({
			...parameters,
			output: 'selected',
			fields: ['metadata.cost'],
			options: { flatten: true },
		});

		expect(eventsOf(raw)).toMatchObject([
			{ metadata: { cost: 0.1 }, totals: { cost: 0.1, total_tokens: 42, events: 3 } },
		]);
		expect(eventsOf(selected)).toEqual([
			expect.objectContaining({ event_id: 'b', 'metadata.cost': 0.1, 'totals.events': 3 }),
		]);
		expect(eventsOf(selected)[0]).not.toHaveProperty('session_id');
	});

	it("counts a tool's own report of a failure on request", async () => {
		const tool = { event_type: 'tool', metadata: { tool: { status: 'failure' } } };
		emulator.load([model('c1', 'c', 21 * minute, tool)]);
		const parameters = { totalsFromEvents: true, limit: 1 };
		const counted = await getMany({ ...parameters, options: { countToolFailures: true } });

		expect(eventsOf(await getMany(parameters))).toMatchObject([{ failures: 0 }]);
		expect(eventsOf(counted)).toMatchObject([{ failures: 1 }]);
	});

	it('returns an answer to a model, twenty sessions at most by default', async () => {
		emulator.load([...Array(30).keys()].map((number) => session(`m${number}`, number)));
		const node = { type: 'n8n-nodes-honeyhive.honeyHiveTool' };
		const run = await getMany({}, usualGeneration, { node });
		expect(run.items).toHaveLength(20);
	});

	it.each<[INodeParameters, string]>([
		[{ user: '={{ $json.nope }}' }, "'User' is empty, because its expression returned nothing"],
		[
			{ totalsFromEvents: '={{ "maybe" }}' },
			"'Totals From Events' is 'maybe', which is not one of its choices",
		],
	])('rejects %j', async (parameters, message) => {
		const run = await getMany(parameters);
		expect(run.error?.message).toBe(`${message} [item 0]`);
		expect(emulator.requests).toEqual([]);
	});
});
