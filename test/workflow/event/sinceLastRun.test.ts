import type { IDataObject } from 'n8n-workflow';

import { credentialFor, demoProject, eventsOf, idsOf } from '../../support/exporting';
import { runNode, type RunOptions } from '../../support/engine';
import { withFreshEmulator } from '../../support/withEmulator';

const emulator = withFreshEmulator({ project: 'Demo Project' });

function arrive(id: string, ago: number, project = 'Demo Project'): void {
	const start_time = Date.now() - ago;
	emulator.load([
		{ project_id: project, event_id: id, event_type: 'tool', source: 'production', start_time },
	]);
}

/** A workflow whose static data n8n keeps between runs. */
function workflow(parameters: IDataObject = {}) {
	const staticData: IDataObject = {};
	const run = async (mode: 'trigger' | 'manual' = 'trigger', more: Partial<RunOptions> = {}) => {
		const finished = await runNode({
			credential: credentialFor(emulator),
			mode,
			staticData,
			...more,
			parameters: {
				project: demoProject,
				dateRange: 'sinceLastRun',
				firstRun: 'date',
				startFrom: '2020-01-01T00:00:00',
				...(parameters as object),
			},
		});
		return { ...finished, ids: idsOf(eventsOf(finished)) };
	};
	return { run, staticData };
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

	it('shows the next events in a manual run and does not move the cursor', async () => {
		const { run } = workflow();
		arrive('a', 1000);
		expect((await run('manual')).ids).toEqual(['a']);
		expect((await run('manual')).ids).toEqual(['a']);
		expect((await run()).ids).toEqual(['a']);
		expect((await run('manual')).ids).toEqual([]);
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
		const { run } = workflow({ project: '={{ $json.project }}', options: { maxRetries: 0 } });
		arrive('a', 1000);
		const items = ['Demo Project', 'Nowhere'].map((project) => ({ json: { project } }));
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
