import type { CaseResult } from '../measure/measure';
import type { SizeResult } from '../measure/sizes';
import type { UpdatesResult } from '../measure/updates';
import { filesIn } from './filesReport';
import type { Goal } from './goals';
import { goalsIn } from './goalsReport';
import { itemsIn } from './itemsReport';
import { requestsInFlightIn } from './requestsInFlightReport';
import { sizesIn } from './sizesReport';
import { updatesIn } from './updatesReport';

/** Everything that was measured, and the goals that it was compared with. */
export interface Report {
	/** As chosen with --events. */
	readonly events: number;
	readonly rounds: number;
	readonly cases: readonly CaseResult[];
	readonly sizes: readonly SizeResult[];
	readonly files: readonly CaseResult[];
	readonly updates: readonly UpdatesResult[];
	readonly goals: readonly Goal[];
}

export function markdownOf(report: Report): string {
	const { events, rounds, cases, sizes, files, updates, goals } = report;
	const parts = [
		itemsIn(cases, rounds),
		requestsInFlightIn(cases),
		sizesIn(sizes),
		filesIn(files),
		...updates.map(updatesIn),
		goalsIn(goals, events),
	];
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
