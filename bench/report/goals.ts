import { minRequests, nameOf } from '../cases';
import type { CaseResult } from '../measure/measure';
import type { SizeResult } from '../measure/sizes';
import type { Contestant } from '../protocol';
import { fileResultsOf } from './fileResults';

/** A figure that this node should reach, and the figure that was measured. */
export interface Goal {
	/** Goals with the same area are printed in one table: subjects are its rows, metrics its columns. */
	readonly area: 'items' | 'sizes' | 'files';
	readonly subject: string;
	readonly metric: string;
	/** Whether the target is the minimum or the maximum. */
	readonly bound: 'min' | 'max';
	readonly target: number;
	readonly measured: number;
	readonly reached: boolean;
}

type Area = Pick<Goal, 'area' | 'subject'>;

/** The smallest number of events that the goals are meant for. */
export const minEventsForGoals = 100_000;

const minSpeedup = { local: 1, wanSearch: 4, wanExport: 2.5 };
const maxTimesFloor = { local: 1.4, wan: 2 };
/** Bursts do not divide evenly into pages, so they take more requests. */
const maxTimesMinRequests = { uniform: 1.35, bursts: 2 };
const maxTimesMemoryOfHttpRequest = 1;
const maxCostGrowth = 1.1;
const minNdjsonSpeedup = 3;
const maxNdjsonMemoryMb = 300;
const maxNdjsonMemoryGrowth = 1.15;

/** Compares the results with the goals. Goals that were not measured are left out. */
export function goalsOf(
	cases: readonly CaseResult[],
	sizes: readonly SizeResult[],
	files: readonly CaseResult[],
): Goal[] {
	return [...cases.flatMap(goalsOfCase), ...goalsOfSizes(sizes), ...goalsOfFiles(files)];
}

function goalsOfCase(result: CaseResult): Goal[] {
	if (!result.times.httpRequestSplit) return [];
	const area: Area = { area: 'items', subject: nameOf(result) };
	const nodeMs = timeOf(result, 'honeyHiveNode');
	const speedup = minSpeedupOf(result);
	const requests = result.times.honeyHiveNode?.requests ?? NaN;
	const goals = [
		atLeast(area, 'faster than HTTP Request', speedup, timeOf(result, 'httpRequestSplit') / nodeMs),
		atLeast(area, 'faster than the SDK', speedup, timeOf(result, 'sdk') / nodeMs),
		atMost(
			area,
			'time ÷ floor',
			result.host === 'WAN' ? maxTimesFloor.wan : maxTimesFloor.local,
			nodeMs / timeOf(result, 'floor'),
		),
		atMost(
			area,
			'requests ÷ minimum',
			maxTimesMinRequests[result.distribution],
			requests / minRequests(result),
		),
	];
	const { honeyHiveNode, httpRequestSplit } = result.peaks;
	if (!honeyHiveNode || !httpRequestSplit) return goals;
	const memoryRatio = honeyHiveNode.peakBytes / httpRequestSplit.peakBytes;
	return [
		...goals,
		atMost(area, 'peak memory ÷ HTTP Request', maxTimesMemoryOfHttpRequest, memoryRatio),
	];
}

function minSpeedupOf({ host, generation }: CaseResult): number {
	if (host === '0 ms') return minSpeedup.local;
	return generation === 'search' ? minSpeedup.wanSearch : minSpeedup.wanExport;
}

/** The cost per event must hardly depend on the number of events. */
function goalsOfSizes(sizes: readonly SizeResult[]): Goal[] {
	const maxEvents = Math.max(...sizes.map(({ events }) => events));
	return sizes
		.filter(({ events }) => events === maxEvents)
		.flatMap(({ events, generation, msPerThousandEvents }) => {
			const tenth = sizes.find(
				(size) => size.generation === generation && size.events === events / 10,
			);
			if (!tenth) return [];
			const area: Area = {
				area: 'sizes',
				subject: `0 ms, ${generation}, ${events.toLocaleString('en')} events`,
			};
			const growth = msPerThousandEvents / tenth.msPerThousandEvents;
			return [
				atMost(area, 'cost per event ÷ that of a tenth of the events', maxCostGrowth, growth),
			];
		});
}

/** NDJSON is the format for large exports: it must be faster than items, and its memory must be bounded. */
function goalsOfFiles(files: readonly CaseResult[]): Goal[] {
	const results = fileResultsOf(files).filter(({ contestant }) => contestant === 'ndjsonFile');
	return results.flatMap(({ caseResult, timesFasterThanItems }) => {
		const area: Area = {
			area: 'files',
			subject: `${caseResult.events.toLocaleString('en')}, ${caseResult.generation}: NDJSON`,
		};
		const smaller = results.find(
			(other) =>
				other.caseResult.generation === caseResult.generation &&
				other.caseResult.events === caseResult.events / 10,
		);
		return [
			atLeast(area, 'faster than items', minNdjsonSpeedup, timesFasterThanItems),
			...(smaller ? goalsOfFileMemory(area, caseResult, smaller.caseResult) : []),
		];
	});
}

function goalsOfFileMemory(area: Area, result: CaseResult, smaller: CaseResult): Goal[] {
	const bytes = aboveIdleBytes(result);
	return [
		atMost(area, 'memory above idle (MB)', maxNdjsonMemoryMb, bytes / 2 ** 20),
		atMost(
			area,
			'memory above idle ÷ that of a tenth of the events',
			maxNdjsonMemoryGrowth,
			bytes / aboveIdleBytes(smaller),
		),
	];
}

function aboveIdleBytes({ peaks }: CaseResult): number {
	return peaks.ndjsonFile?.aboveIdleBytes ?? NaN;
}

function timeOf({ times }: CaseResult, contestant: Contestant): number {
	return times[contestant]?.medianMs ?? NaN;
}

function atLeast(area: Area, metric: string, target: number, measured: number): Goal {
	return { ...area, metric, bound: 'min', target, measured, reached: measured >= target };
}

function atMost(area: Area, metric: string, target: number, measured: number): Goal {
	return { ...area, metric, bound: 'max', target, measured, reached: measured <= target };
}
