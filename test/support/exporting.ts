import type { INodeParameters } from 'n8n-workflow';

import { GOOD_KEY, type Emulator, type Generation } from '../emulator';
import type { CredentialData } from './credentialStore';
import { runNode, type FinishedRun, type RunOptions } from './engine';
import { usualGeneration } from './hostUnderTest';

export const demoProject = { __rl: true, mode: 'name', value: 'Demo Project' };

/** A credential that may read everything in the emulator. */
export function credentialFor(
	emulator: Pick<Emulator, 'url'>,
	generation: Generation = usualGeneration,
): CredentialData {
	return { apiKey: GOOD_KEY, baseUrl: emulator.url, generation };
}

/** Runs the node against the emulator: Event → Export with whole events of all time, unless given otherwise. */
export async function exportEvents(
	emulator: Pick<Emulator, 'url'>,
	generation: Generation,
	parameters: INodeParameters = {},
	options: Partial<Omit<RunOptions, 'parameters'>> = {},
): Promise<FinishedRun> {
	return await runNode({
		credential: credentialFor(emulator, generation),
		parameters: { project: demoProject, dateRange: 'any', output: 'raw', ...parameters },
		...options,
	});
}

/** The JSON of the items of a run. */
export function eventsOf(run: FinishedRun): Array<Record<string, unknown>> {
	return run.items.map(({ json }) => json);
}

export function idsOf(events: Iterable<Record<string, unknown>>): string[] {
	return [...events].map(({ event_id }) => String(event_id));
}

/** The hints that the editor shows next to the result. */
export function hintsOf({ run }: FinishedRun): string[] {
	const task = run.data.resultData.runData.HoneyHive?.[0];
	return (task?.hints ?? []).map(({ message }) => message);
}
