import type { FinishedRun } from '../../support/engine';
import { eventsOf, hintsOf } from '../../support/exporting';
import { generations } from '../../support/hostUnderTest';
import { withFreshEmulator } from '../../support/withEmulator';
import { events, getMany, minute, model } from './sessions';

describe('Totals From Events', () => {
	const emulator = withFreshEmulator();

	beforeEach(() => emulator.load(events));

	/** Without requests for larger pages than the host accepts. */
	const answered = () => emulator.requests.filter(({ status }) => status === 200);
	const totalsHintsOf = (run: FinishedRun) =>
		hintsOf(run).filter((hint) => !hint.includes('per page'));

	it.each(generations)(
		'adds up the events of all sessions in one reading over %s',
		async (generation) => {
			const run = await getMany(emulator, { totalsFromEvents: true }, generation);

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
		},
	);

	it('counts the events of a session after the range in which it started', async () => {
		const between = {
			dateRange: 'between',
			from: '2026-01-31T00:09:00Z',
			to: '2026-01-31T00:12:00Z',
		};
		const run = await getMany(emulator, { ...between, totalsFromEvents: true });

		expect(eventsOf(run)).toMatchObject([{ session_id: 'b', events: 3 }]);
		const asked = JSON.stringify(answered()[1]?.body);
		expect(asked).toContain('2026-01-31T00:09:00.000Z');
		expect(asked).toContain('2026-01-31T01:12:00.000Z');
		expect(totalsHintsOf(run)).toEqual([]);
	});

	it('says that a session may go on after what was read', async () => {
		emulator.load([model('b3', 'b', 70 * minute), model('b4', 'b', 80 * minute)]);
		const to = '2026-01-31T00:12:00Z';
		const run = await getMany(emulator, {
			dateRange: 'between',
			to,
			totalsFromEvents: true,
			limit: 1,
		});

		expect(eventsOf(run)).toMatchObject([{ session_id: 'b', events: 4 }]);
		expect(totalsHintsOf(run)).toEqual([
			'Some sessions (1) may go on after 2026-01-31T01:12:00.000Z. Their totals count only events that started by then.',
		]);
	});

	it('reads only the events since the first session that it returns', async () => {
		await getMany(emulator, { totalsFromEvents: true, limit: 1 });
		expect(JSON.stringify(answered()[1]?.body)).toContain('2026-01-31T00:19:00.000Z');
	});

	it('asks for no events if there are no sessions', async () => {
		const run = await getMany(emulator, { eventName: 'Nothing', totalsFromEvents: true });
		expect(run.items).toEqual([]);
		expect(answered()).toHaveLength(1);
	});

	it('keeps the totals of raw sessions and of selected fields apart from their own', async () => {
		const parameters = { totalsFromEvents: true, eventName: 'Refund' };
		const raw = await getMany(emulator, { ...parameters, output: 'raw' });
		const selected = await getMany(emulator, {
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
		const counted = await getMany(emulator, {
			...parameters,
			options: { countToolFailures: true },
		});

		expect(eventsOf(await getMany(emulator, parameters))).toMatchObject([{ failures: 0 }]);
		expect(eventsOf(counted)).toMatchObject([{ failures: 1 }]);
	});
});
