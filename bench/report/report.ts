import type { CaseResult } from '../measure/measure';
import type { SizeResult } from '../measure/sizes';
import { filesIn } from './filesReport';
import type { Goal } from './goals';
import { goalsIn } from './goalsReport';
import { itemsIn } from './itemsReport';
import { sizesIn } from './sizesReport';

/** Everything that was measured, and the goals that it was compared with. */
export interface Report {
	/** As chosen with --events. */
	readonly events: number;
	readonly rounds: number;
	readonly cases: readonly CaseResult[];
	readonly sizes: readonly SizeResult[];
	readonly files: readonly CaseResult[];
	readonly goals: readonly Goal[];
}

export function markdownOf({ events, rounds, cases, sizes, files, goals }: Report): string {
	const parts = [itemsIn(cases, rounds), sizesIn(sizes), filesIn(files), goalsIn(goals, events)];
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
