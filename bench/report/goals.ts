import { minRequests, nameOf } from '../cases';
import type { CaseResult } from '../measure/measure';
import type { SizeResult } from '../measure/sizes';
import { FIXED, type Contestant } from '../protocol';
import { fileResultsOf, type FileResult } from './fileResults';

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

/** How many times faster than each of the alternatives, and how many times as long as the floor. */
interface TimeGoals {
	readonly httpRequest: number;
	readonly sdk: number;
	readonly floor: number;
}

const timeGoals: Readonly<Record<'local' | 'wanSearch' | 'wanExport', TimeGoals>> = {
	local: { httpRequest: 1.25, sdk: 1, floor: 1.45 },
	wanSearch: { httpRequest: 5, sdk: 3, floor: 1.25 },
	wanExport: { httpRequest: 2.5, sdk: 2.5, floor: 1.25 },
};
/** Bursts do not divide evenly into pages, so they take more requests. */
const maxTimesMinRequests = { uniform: 1.2, bursts: 2 };
const maxTimesMemoryOfHttpRequest = 1;
/** At least 85% of the speed with the best number of requests in flight, which nobody knows in advance. */
const maxTimesBestFixed = 1 / 0.85;
const maxCostGrowth = 1.1;
const minNdjsonSpeedup = 3;
const maxFileMemoryMb = 300;
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
	const area: Area = { area: 'items', subject: nameOf(result) };
	return [
		...goalsOfTime(area, result),
		...goalsOfMemory(area, result),
		...goalsOfRequestsInFlight(area, result),
	];
}

/** Compares this node with what would be used instead of it. */
function goalsOfTime(area: Area, result: CaseResult): Goal[] {
	const targets = timeGoalsOf(result);
	if (!targets) return [];
	const nodeMs = timeOf(result, 'honeyHiveNode');
	const requests = result.times.honeyHiveNode?.requests ?? NaN;
	const requestRatio = requests / minRequests(result);
	const timesHttpRequest = timeOf(result, 'httpRequestSplit') / nodeMs;
	return [
		atLeast(area, 'faster than HTTP Request', targets.httpRequest, timesHttpRequest),
		atLeast(area, 'faster than the SDK', targets.sdk, timeOf(result, 'sdk') / nodeMs),
		atMost(area, 'time ÷ floor', targets.floor, nodeMs / timeOf(result, 'floor')),
		atMost(area, 'requests ÷ minimum', maxTimesMinRequests[result.distribution], requestRatio),
	];
}

function timeGoalsOf({ host, generation }: CaseResult): TimeGoals | undefined {
	if (host === '0 ms') return timeGoals.local;
	if (host !== 'WAN') return undefined;
	return generation === 'search' ? timeGoals.wanSearch : timeGoals.wanExport;
}

function goalsOfMemory(area: Area, { peaks }: CaseResult): Goal[] {
	const { honeyHiveNode, httpRequestSplit } = peaks;
	if (!honeyHiveNode || !httpRequestSplit) return [];
	const ratio = honeyHiveNode.peakBytes / httpRequestSplit.peakBytes;
	return [atMost(area, 'peak memory ÷ HTTP Request', maxTimesMemoryOfHttpRequest, ratio)];
}

/** Numbers with which an export is incomplete are not compared. */
function goalsOfRequestsInFlight(area: Area, result: CaseResult): Goal[] {
	const fixedMs = FIXED.flatMap((fixed) => result.times[fixed]?.medianMs ?? []);
	if (fixedMs.length === 0) return [];
	const ratio = timeOf(result, 'honeyHiveNode') / Math.min(...fixedMs);
	return [atMost(area, 'adaptive ÷ best fixed', maxTimesBestFixed, ratio)];
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

/** Files are for large exports: their memory must be bounded, and NDJSON must be faster than items. */
function goalsOfFiles(files: readonly CaseResult[]): Goal[] {
	const results = fileResultsOf(files);
	return [
		...results
			.filter(({ contestant }) => contestant === 'ndjsonFile')
			.flatMap((result) => goalsOfNdjson(files, result)),
		...results
			.filter(({ contestant }) => contestant === 'csvFile')
			.flatMap(({ caseResult }) =>
				goalsOfFileMemory(fileArea(caseResult, 'CSV'), caseResult, 'csvFile'),
			),
	];
}

function goalsOfNdjson(
	files: readonly CaseResult[],
	{ caseResult, timesFasterThanItems }: FileResult,
): Goal[] {
	const area = fileArea(caseResult, 'NDJSON');
	const bytes = aboveIdleBytes(caseResult, 'ndjsonFile');
	const smaller = files.find(
		({ generation, events }) =>
			generation === caseResult.generation && events === caseResult.events / 10,
	);
	return [
		atLeast(area, 'faster than items', minNdjsonSpeedup, timesFasterThanItems),
		...goalsOfFileMemory(area, caseResult, 'ndjsonFile'),
		...(smaller
			? [
					atMost(
						area,
						'memory above idle ÷ that of a tenth of the events',
						maxNdjsonMemoryGrowth,
						bytes / aboveIdleBytes(smaller, 'ndjsonFile'),
					),
				]
			: []),
	];
}

function goalsOfFileMemory(area: Area, result: CaseResult, contestant: Contestant): Goal[] {
	if (result.events < minEventsForGoals) return [];
	const megabytes = aboveIdleBytes(result, contestant) / 2 ** 20;
	return [atMost(area, 'memory above idle (MB)', maxFileMemoryMb, megabytes)];
}

function fileArea({ events, generation }: CaseResult, format: string): Area {
	return { area: 'files', subject: `${events.toLocaleString('en')}, ${generation}: ${format}` };
}

function aboveIdleBytes({ peaks }: CaseResult, contestant: Contestant): number {
	return peaks[contestant]?.aboveIdleBytes ?? NaN;
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
