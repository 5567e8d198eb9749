import type { HoneyHiveEvent } from '../event';
import {
	durationOf,
	failureOf,
	figurePaths,
	readFigures,
	toolFailurePaths,
	type FailureOptions,
	type StatedFigures,
} from '../figures';
import { startOf } from '../time';

/** What an event adds to the summary of its group. Undefined where the event has no such number. */
export interface Facts extends StatedFigures {
	/** UTC milliseconds. */
	readonly start: number | undefined;
	readonly failed: boolean;
	/** Milliseconds. */
	readonly duration: number | undefined;
}

/** All paths that `readFacts` reads. */
export function factPaths({ countToolFailures }: FailureOptions): string[] {
	return [
		'start_time',
		'event_type',
		'duration',
		...figurePaths,
		...(countToolFailures ? toolFailurePaths : []),
	];
}

export function readFacts(event: HoneyHiveEvent, options: FailureOptions): Facts {
	return {
		...readFigures(event),
		start: startOf(event),
		failed: failureOf(event, options) !== undefined,
		duration: durationOf(event),
	};
}
