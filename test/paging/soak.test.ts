import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { GENERATIONS, type Fault } from '../emulator';
import { hintsOf } from '../support/exporting';

import { withEmulator } from '../support/withEmulator';
import { expectExactly, exportAll, withTinyRetryDelays } from './reading';

/** The exports run in batches, and the memory is measured after each. */
const batches = 10;
const batch = 50;

/** Bytes by which the heap may grow from the third batch, after warming up, to the last. */
const growth = 6 * 2 ** 20;

const trouble: Fault[] = [
	{ kind: 'status', status: 429, retryAfter: 0, probability: 0.05 },
	{ kind: 'status', status: 500, probability: 0.05 },
	{ kind: 'status', status: 504, body: 'html', probability: 0.03 },
	{ kind: 'reset', when: 'beforeHeaders', probability: 0.04 },
	{ kind: 'reset', when: 'midBody', probability: 0.04 },
	{ kind: 'truncate', probability: 0.04 },
	{ kind: 'replaceBody', body: '', probability: 0.03 },
	{ kind: 'drip', bytes: 4096, everyMs: 1, probability: 0.03 },
	{ kind: 'gzip', probability: 0.2 },
];

describe('Five hundred exports in one process, under random faults', () => {
	const emulator = withEmulator({ events: 30 });
	withTinyRetryDelays();

	beforeEach(() => {
		for (const fault of trouble) emulator.addFault(fault);
	});

	it('return every event and leak no memory, socket or timer', async () => {
		await exportSome();
		const before = await left();
		const heap: number[] = [];
		for (let count = 1; count < batches; count++) {
			await exportSome();
			heap.push(usedHeap());
		}
		const after = await left();

		expect((heap.at(-1) ?? Infinity) - (heap[1] ?? 0)).toBeLessThan(growth);
		expect(grown(before, after)).toEqual({});
	}, 120_000);

	async function exportSome(): Promise<void> {
		for (let count = 0; count < batch; count++) {
			const generation = GENERATIONS[count % 3] ?? 'export';
			const run = await exportAll(emulator, generation, { pageSize: 10, maxRetries: 20 });
			expectExactly(run, emulator.events());
			expect(hintsOf(run)).toEqual([]);
		}
		emulator.clearRequests();
	}
});

const collect = collector();

function collector(): () => void {
	setFlagsFromString('--expose-gc');
	return runInNewContext('gc') as () => void;
}

function usedHeap(): number {
	collect();
	return process.memoryUsage().heapUsed;
}

/**
 * The kinds of which more are left than before. Fewer may be: a timer of the emulator or of the test
 * runner that was still running at the first look has ended by the second.
 */
function grown(before: Record<string, number>, after: Record<string, number>) {
	return Object.fromEntries(
		Object.entries(after).filter(([kind, count]) => count > (before[kind] ?? 0)),
	);
}

/** The resources that keep the process alive, by kind, once the exports have ended. */
async function left(): Promise<Record<string, number>> {
	// Longer than the node waits without checking whether it was canceled.
	await new Promise((resolve) => setTimeout(resolve, 500));
	const counts: Record<string, number> = {};
	for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
	return counts;
}
