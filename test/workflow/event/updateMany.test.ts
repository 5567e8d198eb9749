import type { INode, INodeParameters } from 'n8n-workflow';

import type { FinishedRun } from '../../support/engine';
import { eventsOf, exportEvents } from '../../support/exporting';
import { usualGeneration } from '../../support/hostUnderTest';
import { withEmulator } from '../../support/withEmulator';

const unknown = '00000000-0000-4000-8000-000000000000';

describe('Event → Update of many items', () => {
	const emulator = withEmulator({ events: 40 });

	/** Gives each event its position as a score. */
	async function updateAll(
		ids: readonly string[],
		options: INodeParameters = {},
		node: Partial<INode> = {},
	): Promise<FinishedRun> {
		return await exportEvents(
			emulator,
			usualGeneration,
			{
				resource: 'event',
				operation: 'update',
				eventId: '={{ $json.event_id }}',
				options,
				updates: {
					metrics: [{ name: 'position', type: 'number', value: '={{ $json.position }}' }],
				},
			},
			{ items: ids.map((event_id, position) => ({ json: { event_id, position } })), node },
		);
	}

	function someIds(count: number): string[] {
		return [...emulator.events()].slice(0, count).map(({ event_id = '' }) => event_id);
	}

	/** The same, with an unknown one at a position. */
	function withUnknown(position: number, ids: readonly string[]): string[] {
		return ids.map((id, at) => (at === position ? unknown : id));
	}

	/** The IDs that were sent, in the order in which they arrived, from the path or the body. */
	function sentIds(): unknown[] {
		return emulator.requests.map(
			({ path, body }) => (body as { event_id?: string }).event_id ?? path.split('/').at(-1),
		);
	}

	function maxAtATime(): number {
		return Math.max(...emulator.requests.map(({ unanswered }) => unanswered));
	}

	it('sends more requests at the same time as long as answers keep coming as fast', async () => {
		emulator.addFault({ kind: 'delay', ms: 300 });
		await updateAll(someIds(36));

		expect(emulator.requests).toHaveLength(36);
		expect(maxAtATime()).toBeGreaterThan(4);
		expect(maxAtATime()).toBeLessThanOrEqual(16);
	});

	it("sends no more requests at the same time than 'Max Parallel Requests'", async () => {
		emulator.addFault({ kind: 'delay', ms: 100 });
		await updateAll(someIds(12), { concurrency: 3 });

		expect(emulator.requests).toHaveLength(12);
		expect(maxAtATime()).toBe(3);
	});

	it("refuses 'Max Parallel Requests' of 0 for each item", async () => {
		const run = await updateAll(
			someIds(2),
			{ concurrency: 0 },
			{ onError: 'continueRegularOutput' },
		);

		expect(eventsOf(run).map(({ error }) => error)).toEqual([
			expect.stringMatching(/^'Max Parallel Requests' .* \[item 0\]$/),
			expect.stringMatching(/^'Max Parallel Requests' .* \[item 1\]$/),
		]);
	});

	it('sends the updates of one event one after the other, in the order of the items', async () => {
		emulator.addFault({ kind: 'delay', ms: 30, probability: 0.5 });
		const [id = ''] = someIds(1);
		await updateAll(Array.from({ length: 10 }, () => id));

		expect(emulator.requests.map(({ unanswered }) => unanswered)).toEqual(Array(10).fill(1));
		expect(emulator.requests.map(({ body }) => body)).toMatchObject(
			Array.from({ length: 10 }, (_none, position) => ({ metrics: { position } })),
		);
	});

	it('returns each result in the place of its item, whichever is answered first', async () => {
		emulator.addFault({ kind: 'delay', ms: 100, probability: 0.5 });
		const ids = someIds(40);
		const run = await updateAll(ids);

		expect(eventsOf(run)).toEqual(
			ids.map((event_id, position) => ({
				event_id,
				position,
				updated: { event_id, metrics: { position } },
			})),
		);
		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(
			ids.map((_id, item) => ({ item })),
		);
		for (const [position, id] of ids.entries()) {
			const event = [...emulator.events()].find(({ event_id }) => event_id === id);
			expect(event?.metrics).toMatchObject({ position });
		}
	});

	it('with On Error: Continue writes all others when one is refused', async () => {
		const ids = withUnknown(4, someIds(20));
		const run = await updateAll(ids, {}, { onError: 'continueRegularOutput' });

		expect(emulator.requests).toHaveLength(20);
		expect(eventsOf(run).map(({ error }) => error !== undefined)).toEqual(
			ids.map((id) => id === unknown),
		);
		expect(run.items[4]).toMatchObject({
			json: { error: expect.stringMatching(/ \[item 4\]$/) },
			pairedItem: { item: 4 },
		});
	});

	it('begins no further update after one is refused, and names the item', async () => {
		const run = await updateAll(withUnknown(0, someIds(40)));

		expect(run.error?.message).toMatch(/ \[item 0\]$/);
		expect(emulator.requests.length).toBeLessThan(40);
	});

	it.each([{}, { onError: 'continueRegularOutput' as const }])(
		'with Retry On Fail sends no update again that succeeded (%j)',
		async (settings) => {
			// n8n's Retry On Fail looks at the first item only.
			const ids = withUnknown(0, someIds(20));
			const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
			await updateAll(ids, {}, { ...retries, ...settings });

			const sent = sentIds();
			expect(sent.filter((id) => id === unknown)).toHaveLength(3);
			const others = sent.filter((id) => id !== unknown);
			expect(new Set(others).size).toBe(others.length);
		},
	);
});
