import type { IExecuteFunctions } from 'n8n-workflow';

import { startAt, type CursorState } from '../../../../nodes/HoneyHive/events/cursor/cursor';
import { RunCursors } from '../../../../nodes/HoneyHive/resources/cursor/runCursors';
import type { SavedCursor } from '../../../../nodes/HoneyHive/resources/cursor/savedCursors';
import { storedCopyOf, type StaticData } from './contexts';

let workflows = 0;

/** A workflow, and a way to start runs of it that have the data as they are stored. */
function workflow() {
	const workflowId = `run-cursors-${(workflows += 1)}`;
	const stored: { data: StaticData } = { data: {} };
	const start = (signal?: AbortSignal) => {
		const data = storedCopyOf(stored.data);
		const context = {
			getMode: () => 'trigger',
			getNode: () => ({ id: 'node', type: 'honeyHive' }),
			getWorkflow: () => ({ id: workflowId }),
			getWorkflowStaticData: (type: string) => (data[type] ??= {}),
			getExecutionCancelSignal: () => signal,
		};
		const cursors = new RunCursors(context as unknown as IExecuteFunctions);
		const store = () => (stored.data = storedCopyOf(data));
		return { cursors, store };
	};
	/** One run that leaves cursors, and that n8n then stores, unless another one is to come first. */
	const run = async (left: Record<string, CursorState>, signal?: AbortSignal) => {
		const { cursors, store } = start(signal);
		for (const key of Object.keys(left)) await cursors.read(key);
		for (const [key, state] of Object.entries(left)) {
			cursors.leave(key, state);
			cursors.endItem(true);
		}
		return {
			end: () => {
				cursors.save();
				cursors.end();
			},
			store,
		};
	};
	const next = async (key: string): Promise<SavedCursor> => {
		const { cursors } = start();
		try {
			return await cursors.read(key);
		} finally {
			cursors.end();
		}
	};
	return { start, run, next, stored };
}

describe('The cursors of a run', () => {
	it('are not saved if the execution is stopped before the run ends', async () => {
		const { run, next } = workflow();
		const stop = new AbortController();
		const stopped = await run({ key: startAt(1) }, stop.signal);
		stop.abort();
		stopped.end();
		stopped.store();
		expect(await next('key')).toEqual({ kind: 'none' });
	});

	it('are not waited for by an execution that was stopped before', async () => {
		const { start, run } = workflow();
		const underWay = await run({ key: startAt(1) });
		const { cursors } = start(AbortSignal.abort());
		await expect(cursors.read('key')).rejects.toThrow('The execution was stopped');
		underWay.end();
	});

	it('say where a run ran out of time, so that the next one continues there', async () => {
		const { run, next } = workflow();
		const state = { ...startAt(1), resume: { at: 5, since: 9 } };
		const interrupted = await run({ key: state });
		interrupted.end();
		interrupted.store();
		expect(await next('key')).toEqual({ kind: 'usable', state });
	});

	it('are saved with those of the runs before that n8n has replaced by older ones since', async () => {
		const { run, stored } = workflow();
		const first = await run({ one: startAt(1) });
		first.end();
		const before = storedCopyOf(stored.data);
		first.store();
		stored.data = before;
		const second = await run({ other: startAt(2) });
		second.end();
		second.store();
		expect(JSON.stringify(stored.data.node)).toContain(
			JSON.stringify({ one: startAt(1), other: startAt(2) }),
		);
	});
});
