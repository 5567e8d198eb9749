import type { INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { copyOf } from '../../support/copyOf';
import { credentialFor, demoProject } from '../../support/exporting';
import { usualGeneration } from '../../support/hostUnderTest';
import { newWorkflow, pollOnce, type PollOptions } from '../../support/polling';
import { withFreshEmulator } from '../../support/withEmulator';

const minute = 60_000;

const emulator = withFreshEmulator({ project: 'Demo Project' });

/** Loads events that began the given number of milliseconds ago. */
function arrive(...events: Array<[id: string, ago: number]>): void {
	const now = Date.now();
	emulator.load(
		events.map(([event_id, ago]) => ({
			project_id: 'Demo Project',
			event_id,
			event_type: 'tool',
			source: 'production',
			start_time: now - ago,
		})),
	);
}

const fromStart = { firstRun: 'date', startFrom: '2020-01-01T00:00:00' };

function workflow(parameters: object = fromStart) {
	const kept = newWorkflow();
	const poll = async (more: Partial<PollOptions> = {}) =>
		await pollOnce({
			credential: credentialFor(emulator, usualGeneration),
			kept,
			...more,
			parameters: { project: demoProject, ...parameters, ...more.parameters },
		});
	return { kept, poll };
}

const names = (items: INodeExecutionData[] | null) =>
	items && items.map(({ json }) => json.event_id);

const failureOf = async (poll: Promise<unknown>) =>
	await poll.then(
		() => undefined,
		(error: NodeApiError) => error,
	);

describe('Polls that overlap', () => {
	it('leave the events to the first one', async () => {
		const { poll } = workflow();
		arrive(['a', 2000], ['b', 1000]);
		emulator.addFault({ kind: 'delay', ms: 100, times: 1 });
		const [first, second] = await Promise.all([poll(), poll()]);
		expect([names(first), second]).toEqual([['a', 'b'], null]);

		arrive(['c', 0]);
		expect(names(await poll())).toEqual(['c']);
	});

	it('do not keep each other away if they belong to different nodes', async () => {
		const [one, other] = [workflow(), workflow()];
		arrive(['a', 1000]);
		emulator.addFault({ kind: 'delay', ms: 100, times: 2 });
		const polls = await Promise.all([one.poll(), other.poll()]);
		expect(polls.map(names)).toEqual([['a'], ['a']]);
	});

	it('return nothing while n8n is still saving what the one before returned', async () => {
		const { poll } = workflow();
		arrive(['a', 1000]);
		expect(names(await poll({ stores: 'nothing' }))).toEqual(['a']);
		expect(await poll()).toBeNull();
	});

	it('return nothing again where n8n has loaded a position before two others saved theirs', async () => {
		const { poll, kept } = workflow();
		arrive(['a', 2000]);
		const loaded = { ...kept, staticData: {}, workflowData: {} };
		await poll();
		arrive(['b', 1000]);
		await poll();
		expect(await poll({ kept: loaded })).toBeNull();
	});

	it('return the events again if n8n has dropped what the one before returned', async () => {
		const { poll } = workflow();
		arrive(['a', 1000]);
		await poll({ stores: 'nothing' });
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_001);
		try {
			expect(names(await poll())).toEqual(['a']);
		} finally {
			jest.restoreAllMocks();
		}
	});
});

describe('A poll that runs out of time', () => {
	it('returns what it has read, and the next ones go on', async () => {
		const startFrom = new Date(Date.now() - 60 * minute).toISOString();
		const { poll } = workflow({ firstRun: 'date', startFrom });
		const count = 9000;
		arrive(...Array.from({ length: count }, (_, n): [string, number] => [`e${n}`, 1000 + n * 300]));
		emulator.addFault({ kind: 'delay', ms: 500 });
		const seen: unknown[] = [];
		while (seen.length < count / 10) {
			const outcome = await poll({ budgetMs: 2500 }).catch((error: Error) => error);
			if (outcome instanceof Error) {
				expect(outcome.message).toContain(
					'HoneyHive did not answer within the time that n8n allows for a poll',
				);
			} else seen.push(...(names(outcome) ?? []));
		}
		emulator.clearFaults();
		for (let items = await poll(); items; items = await poll()) seen.push(...(names(items) ?? []));
		expect([...seen].sort()).toEqual(Array.from({ length: count }, (_, n) => `e${n}`).sort());
	});

	it('ends with its budget, says so, and asks for less next time', async () => {
		const { poll } = workflow();
		arrive(['a', 1000]);
		emulator.addFault({ kind: 'delay', ms: 2000, times: 1 });
		const error = await failureOf(poll({ budgetMs: 300 }));
		expect(error).toMatchObject({
			message: 'HoneyHive did not answer within the time that n8n allows for a poll',
			failure: { cause: 'temporarily-unavailable' },
		});
		expect(names(await poll())).toEqual(['a']);
	});
});

describe('A poll that meets a rate limit', () => {
	it('fails at once when the wait is longer than its time, and n8n learns how long it is', async () => {
		const { poll } = workflow();
		emulator.addFault({ kind: 'status', status: 429, retryAfter: 240 });
		const error = await failureOf(poll({ budgetMs: 36_000 }));
		expect(error?.failure).toEqual({ cause: 'rate-limited', retryAfterMs: 240_000 });
		expect(emulator.requests).toHaveLength(1);
	});

	it('lets the next polls send no request until the time that HoneyHive asked for', async () => {
		const { poll } = workflow();
		arrive(['a', 1000]);
		emulator.addFault({ kind: 'status', status: 429, retryAfter: 240, times: 1 });
		await failureOf(poll({ budgetMs: 36_000 }));
		expect(await poll()).toBeNull();
		expect(await poll()).toBeNull();
		expect(emulator.requests).toHaveLength(1);
	});
});

describe('A trigger that starts from now', () => {
	it('misses nothing after it was published, even if n8n does not save a poll that found nothing', async () => {
		const { poll } = workflow({ firstRun: 'now' });
		arrive(['before', minute]);
		expect(await poll({ stores: 'workflowData' })).toBeNull();
		arrive(['after', 0]);
		expect(names(await poll())).toEqual(['after']);
	});
});

describe('A poll that changes nothing', () => {
	it('leaves the data as they are, so that n8n does not save them over what another poll left', async () => {
		const { poll, kept } = workflow({ firstRun: 'now' });
		await poll();
		const before = copyOf(kept.staticData);
		await poll();
		expect(kept.staticData).toEqual(before);
	});
});

describe('A trigger that is renamed', () => {
	it('goes on where it was', async () => {
		const { poll, kept } = workflow();
		arrive(['a', 1000]);
		await poll();
		kept.staticData = {};
		const node = { name: 'Another Name' };
		expect(await poll({ node })).toBeNull();
		arrive(['b', 0]);
		expect(names(await poll({ node }))).toEqual(['b']);
	});

	it('goes on where it was when it gets an earlier name back', async () => {
		const { poll, kept } = workflow();
		arrive(['a', 1000]);
		await poll();
		const underFirstName = kept.staticData;
		kept.staticData = {};
		arrive(['b', 500]);
		expect(names(await poll({ node: { name: 'Another Name' } }))).toEqual(['b']);
		kept.staticData = underFirstName;
		expect(await poll()).toBeNull();
	});

	it('does not pass its position on to a node that takes its name', async () => {
		const { poll } = workflow();
		arrive(['a', 1000]);
		await poll();
		expect(names(await poll({ node: { id: 'another' } }))).toEqual(['a']);
	});

	it('starts anew in a copy of the workflow', async () => {
		const { poll, kept } = workflow();
		arrive(['a', 1000]);
		await poll();
		expect(names(await poll({ kept: { ...kept, workflowId: 'copy' } }))).toEqual(['a']);
	});

	it('goes on from a position that an earlier version saved', async () => {
		const { poll, kept } = workflow();
		arrive(['a', 1000]);
		await poll();
		const { cursors } = kept.staticData;
		const earlier = { ...newWorkflow(), staticData: { cursors } };
		expect(await poll({ kept: earlier })).toBeNull();
		arrive(['b', 0]);
		expect(names(await poll({ kept: earlier }))).toEqual(['b']);
	});
});
