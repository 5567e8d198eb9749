import type { IDataObject, WorkflowExecuteMode } from 'n8n-workflow';

import { credentialFor, demoProject, eventsOf, hintsOf, idsOf } from '../../support/exporting';
import { runNode, startNode, type RunOptions } from '../../support/engine';
import { copyOf } from '../../support/copyOf';
import { until } from '../../support/until';
import { withFreshEmulator } from '../../support/withEmulator';

const emulator = withFreshEmulator({ project: 'Demo Project' });

function arrive(id: string, ago: number, project = 'Demo Project'): void {
	const start_time = Date.now() - ago;
	emulator.load([
		{ project_id: project, event_id: id, event_type: 'tool', source: 'production', start_time },
	]);
}

let workflows = 0;

/**
 * A workflow whose static data n8n stores. As in n8n, an execution loads them when it starts, and stores
 * them when it has ended, unless it was started by hand.
 */
function workflow(parameters: IDataObject = {}) {
	const stored: { staticData: IDataObject } = { staticData: {} };
	const workflowId = `since-last-run-${(workflows += 1)}`;
	const run = async (
		mode: WorkflowExecuteMode = 'trigger',
		{ stores = mode !== 'manual', ...more }: Partial<RunOptions> & { stores?: boolean } = {},
	) => {
		const staticData = copyOf(stored.staticData);
		const finished = await runNode({
			credential: credentialFor(emulator),
			mode,
			staticData,
			workflowId,
			...more,
			parameters: {
				project: demoProject,
				dateRange: 'sinceLastRun',
				firstRun: 'date',
				startFrom: '2020-01-01T00:00:00',
				...(parameters as object),
			},
		});
		if (stores) stored.staticData = staticData;
		return { ...finished, ids: idsOf(eventsOf(finished)) };
	};
	return { run, stored };
}

describe('Event → Export with Since Last Run', () => {
	it('returns each event once, oldest first', async () => {
		const { run } = workflow();
		arrive('b', 1000);
		arrive('a', 90_000_000);
		expect((await run()).ids).toEqual(['a', 'b']);
		expect((await run()).ids).toEqual([]);
		arrive('late', 60_000);
		expect((await run()).ids).toEqual(['late']);
	});

	it('shows the ten newest events in a manual run, and moves no position', async () => {
		const { run } = workflow({ firstRun: 'now' });
		for (let ago = 12; ago > 0; ago--) arrive(`${ago} min`, ago * 60_000);
		expect((await run()).ids).toEqual([]);
		arrive('new', 0);
		const sample = ['new', ...Array.from({ length: 9 }, (_, index) => `${index + 1} min`)];
		for (const test of [await run('manual'), await run('manual')]) {
			expect(test.ids).toEqual(sample);
			expect(hintsOf(test)).toEqual([
				'Test run: showing the newest events, at most 10. The published workflow returns new events only.',
			]);
		}
		expect((await run()).ids).toEqual(['new']);
	});

	it('says in a manual run that no event matches', async () => {
		const test = await workflow().run('manual');
		expect(test.ids).toEqual([]);
		expect(hintsOf(test)).toEqual([
			'Test run: no matching events found. The published workflow returns new events only.',
		]);
	});

	it('starts from now unless First Run gives a date', async () => {
		const { run } = workflow({ firstRun: 'now' });
		arrive('before', 1000);
		expect((await run()).ids).toEqual([]);
	});

	it('leaves the events beyond Max Events to the next run', async () => {
		const { run } = workflow({ options: { maxEvents: 2 } });
		for (const [index, id] of ['a', 'b', 'c'].entries()) arrive(id, 10_000 - index);
		expect((await run()).ids).toEqual(['a', 'b']);
		expect((await run()).ids).toEqual(['c']);
	});

	it('keeps one cursor for each project of a loop', async () => {
		const { run } = workflow({ project: '={{ $json.project }}' });
		arrive('a', 1000);
		arrive('x', 1000, 'Other Project');
		const items = ['Demo Project', 'Other Project'].map((project) => ({ json: { project } }));
		expect((await run('trigger', { items })).ids).toEqual(['a', 'x']);
		arrive('y', 500, 'Other Project');
		expect((await run('trigger', { items })).ids).toEqual(['y']);
	});

	it('does not move the cursor when a later input item fails', async () => {
		const { run } = workflow({ filterType: 'json', filtersJson: '={{ $json.filters }}' });
		arrive('a', 1000);
		const items = ['[]', 'not JSON'].map((filters) => ({ json: { filters } }));
		expect((await run('trigger', { items })).error?.message).toContain('[item 1]');
		expect((await run('trigger', { items: items.slice(0, 1) })).ids).toEqual(['a']);

		arrive('b', 500);
		const going = await run('trigger', { items, node: { onError: 'continueRegularOutput' } });
		expect(going.ids[0]).toBe('b');
		expect((await run('trigger', { items: items.slice(0, 1) })).ids).toEqual([]);
	});

	it('does not move the cursor when the export fails', async () => {
		const { run } = workflow({ options: { maxRetries: 0 } });
		arrive('a', 1000);
		emulator.addFault({ kind: 'status', status: 500, times: 1 });
		expect((await run()).error?.message).toContain('HoneyHive');
		expect((await run()).ids).toEqual(['a']);
	});

	it.each([
		[{ firstRun: 'date', startFrom: '' }, "'Start From' is not a date: it is empty"],
		[{ firstRun: 'tomorrow' }, "'First Run' is 'tomorrow', which is not one of its choices"],
		[{ options: { lookback: 20_000 } }, "'Lookback (Minutes)' is 20000 but must be a whole number"],
	])('rejects %j', async (parameters, message) => {
		const { run } = workflow(parameters);
		expect((await run()).error?.message).toContain(message);
	});
});

describe('Executions of one workflow that overlap', () => {
	it('return each event once, although n8n shows none of them what the other left', async () => {
		const { run } = workflow();
		arrive('a', 2000);
		arrive('b', 1000);
		emulator.addFault({ kind: 'delay', ms: 100, times: 1 });
		const [first, second] = await Promise.all([run(), run()]);
		expect([first.ids, second.ids]).toEqual([['a', 'b'], []]);
	});

	it('return what is new to the second one', async () => {
		const { run } = workflow();
		arrive('a', 1000);
		emulator.addFault({ kind: 'delay', ms: 100, times: 1 });
		const first = run();
		await until(() => emulator.requests.length > 0);
		const second = run();
		arrive('b', 500);
		const ids = [...(await first).ids, ...(await second).ids];
		expect(ids.sort()).toEqual(['a', 'b']);
	});

	it('return each event once with several input items', async () => {
		const { run } = workflow();
		arrive('a', 1000);
		const items = [{ json: {} }, { json: {} }];
		const [first, second] = await Promise.all([
			run('trigger', { items }),
			run('trigger', { items }),
		]);
		expect([...first.ids, ...second.ids]).toEqual(['a']);
	});

	it('return the events of a run that failed', async () => {
		const { run } = workflow({ filterType: 'json', filtersJson: '={{ $json.filters }}' });
		arrive('a', 1000);
		const items = ['[]', 'not JSON'].map((filters) => ({ json: { filters } }));
		const failing = run('trigger', { items });
		const other = run('trigger', { items: items.slice(0, 1) });
		expect((await failing).error).toBeDefined();
		expect((await other).ids).toEqual(['a']);
	});

	it('goes on from what was left last, even if n8n stores an older position after it', async () => {
		const { run, stored } = workflow();
		arrive('a', 1000);
		const before = copyOf(stored.staticData);
		await run();
		stored.staticData = before;
		expect((await run()).ids).toEqual([]);
	});

	it('do not wait for one that was stopped', async () => {
		const { run } = workflow();
		arrive('a', 1000);
		emulator.addFault({ kind: 'delay', ms: 200, times: 1 });
		const first = run();
		await until(() => emulator.requests.length > 0);
		const second = startNode({
			credential: credentialFor(emulator),
			mode: 'trigger',
			workflowId: `since-last-run-${workflows}`,
			parameters: {
				project: demoProject,
				dateRange: 'sinceLastRun',
				firstRun: 'date',
				startFrom: '2020-01-01T00:00:00',
			},
		});
		second.cancel();
		expect((await second.finished).items).toEqual([]);
		expect((await first).ids).toEqual(['a']);
	});
});

describe('A run that only shows a sample', () => {
	it.each([
		['evaluation', undefined],
		['chat', undefined],
		['integrated', 'n8n-nodes-base.manualTrigger'],
		['integrated', 'n8n-nodes-base.evaluationTrigger'],
	] as const)('does not move the position (mode %s, trigger %s)', async (mode, triggerType) => {
		const { run } = workflow();
		arrive('a', 1000);
		expect((await run(mode, { ...(triggerType && { triggerType }) })).ids).toEqual(['a']);
		expect((await run('webhook')).ids).toEqual(['a']);
	});

	it.each(['trigger', 'webhook', 'integrated', 'retry', 'error', 'internal', 'cli'] as const)(
		'is none that n8n starts in mode %s',
		async (mode) => {
			const { run } = workflow();
			arrive('a', 1000);
			expect((await run(mode)).ids).toEqual(['a']);
			expect((await run(mode)).ids).toEqual([]);
		},
	);
});

describe('A node that keeps its position', () => {
	it('goes on where it was after it was renamed', async () => {
		const { run, stored } = workflow();
		arrive('a', 1000);
		await run();
		delete stored.staticData['node:HoneyHive'];
		arrive('b', 500);
		expect((await run()).ids).toEqual(['b']);
	});

	it('says in a sub-workflow that n8n may not save its position', async () => {
		const { run } = workflow();
		arrive('a', 1000);
		const first = await run('integrated', { stores: false });
		expect(hintsOf(first).join()).toContain("'Define Below'");
		const second = await run('integrated', { stores: false });
		expect(second.ids).toEqual([]);
		expect(hintsOf(second).join()).toContain("'Define Below'");
	});

	it('says nothing about sub-workflows elsewhere', async () => {
		const { run } = workflow();
		expect(hintsOf(await run()).join()).not.toContain('Define Below');
	});
});
