import type { INodeParameters } from 'n8n-workflow';

import type { Generation, HoneyHiveEvent } from '../../emulator';
import type { FinishedRun } from '../../support/engine';
import { eventsOf, exportEvents, hintsOf, idsOf } from '../../support/exporting';
import { generations, usualGeneration, usualMaxLimit } from '../../support/hostUnderTest';
import { tokensIn } from '../../support/tokens';
import { withEmulator } from '../../support/withEmulator';

const odd = '11111111-1111-4111-8111-111111111111';

/** Events whose parents are missing, circular or in another session, without the session's own event. */
const oddEvents: HoneyHiveEvent[] = [
	oddEvent('a', 1_000, { parent_id: 'c', error: 'Too slow' }),
	oddEvent('b', 2_000, { parent_id: 'a' }),
	oddEvent('c', 3_000, { parent_id: 'b' }),
	oddEvent('d', 4_000, { parent_id: 'elsewhere' }),
	oddEvent('e', 5_000, {}),
];

function oddEvent(event_id: string, start_time: number, more: HoneyHiveEvent): HoneyHiveEvent {
	return {
		event_id,
		session_id: odd,
		project_id: 'Demo Project',
		event_type: 'chain',
		event_name: event_id,
		start_time: Date.UTC(2024, 3, 1) + start_time,
		...more,
	};
}

interface Item extends Record<string, unknown> {
	children?: Item[];
}

function all(item: Item): Item[] {
	return [item, ...(item.children ?? []).flatMap(all)];
}

describe('Session → Get', () => {
	const emulator = withEmulator({ events: 300 });
	let session: HoneyHiveEvent[];

	beforeAll(() => {
		emulator.load(oddEvents);
		const events = [...emulator.events()];
		const sizeOf = (id: unknown) => events.filter(({ session_id }) => session_id === id).length;
		const roots = events.filter(({ event_type }) => event_type === 'session');
		const [largest] = roots.map(({ event_id }) => event_id).sort((a, b) => sizeOf(b) - sizeOf(a));
		session = events.filter(({ session_id }) => session_id === largest);
	});

	async function get(
		generation: Generation,
		parameters: INodeParameters,
		options: Parameters<typeof exportEvents>[3] = {},
	): Promise<FinishedRun> {
		const chosen = { resource: 'session', operation: 'get', ...parameters };
		return await exportEvents(emulator, generation, chosen, options);
	}

	describe.each(generations)('over %s', (generation) => {
		it('returns the session as one item with its events nested', async () => {
			const run = await get(generation, { sessionId: String(session[0]?.session_id) });

			expect(run.error).toBeUndefined();
			expect(run.items).toHaveLength(1);
			expect(run.items[0]?.pairedItem).toEqual({ item: 0 });
			const root = run.items[0]?.json as Item;
			expect(root).toMatchObject({ event_type: 'session', event_id: session[0]?.session_id });
			expect(idsOf(all(root)).sort()).toEqual(idsOf(session).sort());
			for (const item of all(root)) {
				for (const child of item.children ?? []) expect(child.parent_id).toBe(item.event_id);
				const event = session.find(({ event_id }) => event_id === item.event_id);
				expect(event).toBeDefined();
				const { session_id, ...own } = event ?? {};
				expect(item).toEqual(expect.objectContaining(own));
				expect(item.session_id).toBe(item === root ? session_id : undefined);
				expect(item.children).not.toEqual([]);
			}
			const answered = emulator.requests.filter(({ status }) => status === 200);
			expect(answered).toHaveLength(1);
		});

		it('adds the totals of the session', async () => {
			const run = await get(generation, { sessionId: String(session[0]?.session_id) });

			const models = session.filter(({ event_type }) => event_type === 'model');
			const costs = models.flatMap(({ metadata }) => Number(metadata?.cost ?? NaN) || []);
			const { totals } = run.items[0]?.json as { totals: Record<string, unknown> };
			expect(totals).toMatchObject({
				events: session.length,
				failures: session.filter(({ error }) => error).length,
				...(costs.length > 0 && {
					cost: expect.closeTo(
						costs.reduce((sum, cost) => sum + cost, 0),
						10,
					),
				}),
				total_tokens: models.reduce((sum, { metadata }) => sum + (tokensIn(metadata) ?? 0), 0),
			});
		});

		it('returns each event as an item, in order', async () => {
			const run = await get(generation, {
				sessionId: String(session[0]?.session_id),
				sessionFormat: 'list',
			});

			const events = eventsOf(run);
			expect(idsOf(events).sort()).toEqual(idsOf(session).sort());
			expect(events[0]?.event_type).toBe('session');
			const starts = events.map(({ start_time }) => Number(start_time));
			expect(starts).toEqual([...starts].sort((one, other) => one - other));
			expect(events.some((event) => 'totals' in event)).toBe(false);
			const depths = new Map(events.map(({ event_id, depth }) => [event_id, Number(depth)]));
			expect(depths.get(events[0]?.event_id)).toBe(0);
			for (const { parent_id, depth } of events.slice(1)) {
				expect(depth).toBe((depths.get(parent_id) ?? 0) + 1);
			}
		});

		it('keeps events whose parent is missing, circular or in another session', async () => {
			const run = await get(generation, { sessionId: odd });

			const root = run.items[0]?.json as Item;
			expect(root).toMatchObject({ event_id: odd, event_type: 'session', session_id: odd });
			expect(idsOf(all(root))).toEqual([odd, 'a', 'b', 'c', 'd', 'e']);
			expect(root.children?.map(({ event_id }) => event_id)).toEqual(['a', 'd', 'e']);
			expect(root).toMatchObject({ totals: { events: 5, failures: 1 } });
		});

		it('reports that there is no such session', async () => {
			const run = await get(generation, { sessionId: 'nobody' });

			const where =
				generation === 'search' ? 'the project of the API key' : "project 'Demo Project'";
			expect(run.error?.message).toBe(`Session 'nobody' could not be found in ${where} [item 0]`);
		});
	});

	it('says which figures do not count for its totals, where it returns totals', async () => {
		const at = (event_id: string, event_type: string, metadata: Record<string, unknown>) => ({
			...oddEvent(event_id, 1_000, { event_type, metadata }),
			session_id: 'figures',
		});
		// Not about the size of pages, which some hosts limit.
		const figureHintsOf = (run: FinishedRun) =>
			hintsOf(run).filter((hint) => hint.startsWith('cost'));
		emulator.load([
			at('figures', 'session', { cost: 5, total_tokens: 61 }),
			at('free', 'model', { cost: 'free', total_tokens: 60 }),
			at('paid', 'model', { cost: 0.5, total_tokens: 1 }),
		]);
		const tree = await get(usualGeneration, { sessionId: 'figures' });

		expect(eventsOf(tree)).toMatchObject([{ totals: { cost: 0.5, total_tokens: 61 } }]);
		expect(figureHintsOf(tree)).toEqual([
			'cost is not a number in some events (1), so these do not count for it.',
			'cost is the sum of model events, 0.5. Left out, because these usually repeat that sum: 5 of sessions.',
		]);

		const list = { sessionId: 'figures', sessionFormat: 'list' };
		expect(figureHintsOf(await get(usualGeneration, list))).toEqual([]);
		const withTotals = await get(usualGeneration, { ...list, options: { includeTotals: true } });
		expect(figureHintsOf(withTotals)).toEqual(figureHintsOf(tree));
	});

	it('adds the totals to the first event of a list on request', async () => {
		const run = await get(usualGeneration, {
			sessionId: String(session[0]?.session_id),
			sessionFormat: 'list',
			output: 'simplified',
			options: { includeTotals: true },
		});

		const [first, ...others] = eventsOf(run);
		expect(first).toMatchObject({ status: 'success', totals: { events: session.length } });
		expect(others.some((event) => 'totals' in event)).toBe(false);
	});

	it('flattens the totals into columns', async () => {
		const run = await get(usualGeneration, {
			sessionId: odd,
			sessionFormat: 'list',
			output: 'selected',
			fields: ['event_name'],
			options: { includeTotals: true, flatten: true },
		});

		expect(eventsOf(run)[0]).toMatchObject({ event_id: 'a', event_name: 'a', 'totals.events': 5 });
	});

	it('simplifies each event of a tree', async () => {
		const run = await get(usualGeneration, { sessionId: odd, output: 'simplified' });

		const [root] = run.items.map(({ json }) => json as Item);
		expect(root?.children?.[0]).toMatchObject({
			event_id: 'a',
			status: 'error',
			error_message: 'Too slow',
		});
	});

	it('reads a session that does not fit into one answer', async () => {
		const long = '22222222-2222-4222-8222-222222222222';
		const events = Array.from({ length: 2_300 }, (_, index) => ({
			...oddEvent(`long-${index}`, index * 10, {}),
			session_id: long,
		}));
		emulator.load(events);
		const run = await get(usualGeneration, { sessionId: long, sessionFormat: 'list' });

		expect(idsOf(eventsOf(run))).toEqual(idsOf(events));
	});

	it('returns nothing when a part of the session cannot be read', async () => {
		emulator.addFault({ kind: 'status', status: 500, skip: 1 });
		const events = Array.from({ length: usualMaxLimit + 500 }, (_, index) => ({
			...oddEvent(`cut-${index}`, index * 10, {}),
			session_id: 'cut',
		}));
		emulator.load(events);
		const run = await get(usualGeneration, { sessionId: 'cut', options: { maxRetries: 0 } });

		expect(run.items).toEqual([]);
		expect(run.error?.message).toMatch(
			/^HoneyHive could not process the request \(HTTP 500\).* \[item 0\]$/,
		);
		expect(run.error?.description).not.toContain('Date Range');
	});

	it('rejects an unknown choice of Session Format', async () => {
		const run = await get(usualGeneration, { sessionId: odd, sessionFormat: '=Tree' });
		expect(run.error?.message).toBe(
			"'Session Format' is 'Tree', which is not one of its choices [item 0]",
		);
	});
});
