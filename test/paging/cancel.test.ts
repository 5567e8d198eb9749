import type { Emulator, Fault } from '../emulator';
import { startNode, type StartedRun } from '../support/engine';
import { credentialFor, demoProject } from '../support/exporting';
import { generations } from '../support/hostUnderTest';
import { until } from '../support/until';
import { withFreshEmulator } from '../support/withEmulator';

/** Milliseconds within which a stopped run must end. */
const soon = 1000;

/** What a run may be waiting for when it is stopped. */
const stuck: Array<[where: string, fault: Fault]> = [
	['an answer that does not begin', { kind: 'delay', ms: 60_000, skip: 2 }],
	['an answer that does not end', { kind: 'drip', bytes: 1, everyMs: 50, skip: 2 }],
	['the wait that the server asked for', { kind: 'status', status: 429, retryAfter: 50, skip: 2 }],
	['the wait before another try', { kind: 'status', status: 503, retryAfter: 50, skip: 2 }],
];

describe.each(generations)('Stopping an export over %s', (generation) => {
	const emulator = withFreshEmulator({ events: 200 });

	function start(): StartedRun {
		return startNode({
			credential: credentialFor(emulator, generation),
			parameters: {
				project: demoProject,
				dateRange: 'any',
				returnAll: true,
				// More workers than there may be requests at first, so that some wait for their turn.
				options: { pageSize: 20, concurrency: 8 },
			},
		});
	}

	it.each(stuck)(
		'ends it within a second during %s, and leaves no request or timer',
		async (_where, fault) => {
			emulator.addFault(fault);
			const before = timers();
			const run = start();
			await until(() => isStuck(emulator, fault));

			const stopped = performance.now();
			run.cancel();
			await run.finished;
			expect(performance.now() - stopped).toBeLessThan(soon);

			// Requests that are already under way still arrive.
			await quiet();
			await until(() => emulator.requests.every(({ status, aborted }) => status !== 0 || aborted));
			const asked = emulator.requests.length;
			await quiet();
			expect(emulator.requests).toHaveLength(asked);
			expect(timers()).toBeLessThanOrEqual(before);
		},
	);

	it('sends no further requests when all workers are busy', async () => {
		emulator.addFault({ kind: 'delay', ms: 20 });
		const run = start();
		await until(() => emulator.requests.length > 3);
		run.cancel();
		await run.finished;
		await quiet();
		const asked = emulator.requests.length;
		await quiet();
		expect(emulator.requests).toHaveLength(asked);
	});
});

/** Whether the fault has struck and, if it is an answer, has reached the node. */
function isStuck({ requests }: Emulator, { kind }: Fault): boolean {
	const after = requests.slice(2);
	return kind === 'status' ? after.some(({ status }) => status >= 400) : after.length > 0;
}

function timers(): number {
	return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

/** Waits longer than the node does without checking whether it was canceled. */
async function quiet(): Promise<void> {
	await turn(250);
}

async function turn(milliseconds: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
