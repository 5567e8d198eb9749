import type { INodeParameters } from 'n8n-workflow';

import { eventsOf } from '../../support/exporting';
import { generations, usualGeneration } from '../../support/hostUnderTest';
import { withFreshEmulator } from '../../support/withEmulator';
import { events, getMany, minute, session, sessionIdsOf } from './sessions';

describe('Session → Get Many', () => {
	const emulator = withFreshEmulator();

	beforeEach(() => emulator.load(events));

	describe.each(generations)('over %s', (generation) => {
		it('returns what each session states about itself, the newest first', async () => {
			const run = await getMany(emulator, {}, generation);

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

		it.each<[string, INodeParameters, string[]]>([
			['failure', { status: 'failed' }, ['b']],
			['success', { status: 'succeeded', limit: 2 }, ['c', 'a']],
			['name', { eventName: ' Refund ' }, ['b']],
			['user', { user: 'u-1' }, ['a']],
			[
				'another property of the user',
				{ user: 'ben@example.com', options: { userProperty: 'email' } },
				['b'],
			],
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
			expect(sessionIdsOf(await getMany(emulator, parameters, generation))).toEqual(expected);
		});

		it('returns as many as the limit, in the chosen order', async () => {
			for (const totalsFromEvents of [false, true]) {
				const newest = await getMany(emulator, { totalsFromEvents, limit: 2 }, generation);
				expect(sessionIdsOf(newest)).toEqual(['c', 'b']);
				const sorted = { totalsFromEvents, returnAll: true, options: { sort: 'oldestFirst' } };
				expect(sessionIdsOf(await getMany(emulator, sorted, generation))).toEqual(['a', 'b', 'c']);
			}
		});
	});

	it('looks for as many sessions of a status as the limit, each once', async () => {
		const failed = (number: number) => number % 100 === 0;
		const numbers = [...Array(2500).keys()];
		emulator.load(
			numbers.map((number) =>
				session(`n${number}`, number * minute, { error: failed(number) ? 'No' : '' }),
			),
		);
		const expected = numbers.filter(failed).map((number) => `n${number}`);
		const options = { countToolFailures: true };
		const chosen = { status: 'failed', output: 'selected', fields: ['metadata.cost'], options };
		for (const totalsFromEvents of [false, true]) {
			const run = await getMany(emulator, { ...chosen, totalsFromEvents, limit: 20 });
			expect(eventsOf(run).map(({ event_id }) => event_id)).toEqual(expected.slice(5).reverse());
			expect(eventsOf(run)[0]).not.toHaveProperty('error');
			for (const { body } of emulator.requests) {
				const { projections = [] } = body as { projections?: string[] };
				expect(projections).not.toContain('metadata.cost');
			}
		}
	});

	it('shows the user by the chosen property', async () => {
		const run = await getMany(emulator, { options: { userProperty: 'email' } });
		const users = [null, 'ben@example.com', 'ann@example.com'];
		expect(eventsOf(run).map(({ user }) => user)).toEqual(users);
	});

	it('returns an answer to a model, twenty sessions at most by default', async () => {
		emulator.load([...Array(30).keys()].map((number) => session(`m${number}`, number)));
		const node = { type: 'n8n-nodes-honeyhive.honeyHiveTool' };
		const run = await getMany(emulator, {}, usualGeneration, { node });
		expect(run.items).toHaveLength(20);
	});

	it.each<[INodeParameters, string]>([
		[{ user: '={{ $json.nope }}' }, "'User' is empty, because its expression returned nothing"],
		[
			{ totalsFromEvents: '={{ "maybe" }}' },
			"'Totals From Events' is 'maybe', which is not one of its choices",
		],
	])('rejects %j', async (parameters, message) => {
		const run = await getMany(emulator, parameters);
		expect(run.error?.message).toBe(`${message} [item 0]`);
		expect(emulator.requests).toEqual([]);
	});
});
