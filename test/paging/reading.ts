import type { INodeParameters } from 'n8n-workflow';

import { readEventTime } from '../../nodes/HoneyHive/events/time';
import type { Emulator, Generation } from '../emulator';
import type { FinishedRun, RunOptions } from '../support/engine';
import { eventsOf, exportEvents, idsOf } from '../support/exporting';

/** Reads everything, few events at a time, so that there are many requests. */
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

/** Waits between tries become as good as none: jitter is a share of them, and here a tiny one. */
export function waitHardly(): void {
	jest.spyOn(Math, 'random').mockReturnValue(0.002);
}

export function expectEachOnce(ids: readonly string[]): void {
	const seen = new Set<string>();
	expect(ids.filter((id) => seen.has(id) || !seen.add(id))).toEqual([]);
}

/** A run that succeeded with exactly these events, newest first. */
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
	return eventsOf(run).map(({ start_time }) => readEventTime(start_time) ?? -Infinity);
}

/** What the user is told beside the result. */
export function hintsOf({ run }: FinishedRun): string[] {
	const task = run.data.resultData.runData.HoneyHive?.[0];
	return (task?.hints ?? []).map(({ message }) => message);
}
