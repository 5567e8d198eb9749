import type { CaseResult } from '../measure/measure';
import type { Contestant } from '../protocol';

/** One contestant's result in a case that exports to files. */
export interface FileResult {
	readonly caseResult: CaseResult;
	readonly contestant: Contestant;
	readonly durationMs: number;
	/** Time divided by that of the floor. NaN if the floor was not measured. */
	readonly timesFloor: number;
	/** How many times faster than items by the same route, per event. NaN if items were not measured. */
	readonly timesFasterThanItems: number;
}

export function fileResultsOf(cases: readonly CaseResult[]): FileResult[] {
	return cases.flatMap((caseResult) =>
		caseResult.contestants.map((contestant) => {
			const durationMs = caseResult.times[contestant]?.medianMs ?? NaN;
			return {
				caseResult,
				contestant,
				durationMs,
				timesFloor: durationMs / (caseResult.times.streamFloor?.medianMs ?? NaN),
				timesFasterThanItems: msPerItem(cases, caseResult) / (durationMs / caseResult.events),
			};
		}),
	);
}

/** Items are measured only for the small number of events, so the result may be that of another case. */
function msPerItem(cases: readonly CaseResult[], { generation }: CaseResult): number {
	const asItems = cases.find((one) => one.generation === generation && one.times.honeyHiveNode);
	return (asItems?.times.honeyHiveNode?.medianMs ?? NaN) / (asItems?.events ?? NaN);
}
