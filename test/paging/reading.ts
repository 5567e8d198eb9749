import type { INodeParameters } from 'n8n-workflow';

import { readTime } from '../../nodes/HoneyHive/events/readTime';
import type { Emulator, Generation } from '../emulator';
import type { FinishedRun, RunOptions } from '../support/engine';
import { expectEachOnce } from '../support/expectEachOnce';
import { eventsOf, exportEvents, idsOf } from '../support/exporting';

/** Exports everything in small pages, so that there are many requests. */
export async function exportAll(
	emulator: Pick<Emulator, 'url'>,
	generation: Generation,
	options: INodeParameters = {},
	run: Partial<Omit<RunOptions, 'parameters'>> = {},
	parameters: INodeParameters = {},
): Promise<FinishedRun> {
	return await exportEvents(
		emulator,
		generation,
		{ returnAll: true, ...parameters, options: { pageSize: 20, ...options } },
		run,
	);
}

/** Makes the delays between retries of each test negligible: full jitter takes a tiny share of them. */
export function withTinyRetryDelays(): void {
	beforeEach(() => {
		jest.spyOn(Math, 'random').mockReturnValue(0.002);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
}

/** The run succeeded with exactly these events, newest first. */
export function expectExactly(run: FinishedRun, events: Iterable<Record<string, unknown>>): void {
	expect(run.error).toBeUndefined();
	const ids = idsOf(eventsOf(run));
	expectEachOnce(ids);
	expect([...ids].sort()).toEqual(idsOf(events).sort());
	expectNewestFirst(run);
}

/** Events without a time come last. */
export function expectNewestFirst(run: FinishedRun): void {
	const starts = startsOf(run);
	expect(starts).toEqual([...starts].sort((one, other) => other - one));
}

export function startsOf(run: FinishedRun): number[] {
	return eventsOf(run).map(({ start_time }) => readTime(start_time) ?? -Infinity);
}
