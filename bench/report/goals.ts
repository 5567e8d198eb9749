import { fewestRequests, nameOf } from '../cases';
import { fileResultsOf } from '../files';
import type { CaseResult } from '../measure/measure';
import type { SizeResult } from '../measure/sizes';
import type { Contestant } from '../protocol';

/** Something that this node is to reach, and what it reached. */
export interface Goal {
	readonly what: string;
	readonly bound: number;
	readonly measured: number;
	readonly reached: boolean;
}

const rivals = [
	['httpRequestSplit', 'HTTP Request'],
	['sdk', 'the SDK'],
] as const;

export function goalsOf(
	cases: readonly CaseResult[],
	sizes: readonly SizeResult[],
	files: readonly CaseResult[],
): Goal[] {
	return [...cases.flatMap(goalsOfCase), ...goalsOfSizes(sizes), ...goalsOfFiles(files)];
}

function goalsOfCase(result: CaseResult): Goal[] {
	const goals: Goal[] = [];
	const name = nameOf(result);
	const far = result.network === 'WAN';
	const lead = far ? (result.generation === 'search' ? 4 : 2.5) : 1;
	for (const [rival, called] of rivals) {
		const faster = timeOf(result, rival) / timeOf(result, 'honeyHiveNode');
		goals.push(atLeast(`${name}: times faster than ${called}`, lead, faster));
	}
	const overFloor = timeOf(result, 'honeyHiveNode') / timeOf(result, 'floor');
	goals.push(atMost(`${name}: times the floor`, far ? 2 : 1.4, overFloor));
	const requests = result.times.honeyHiveNode?.requests ?? NaN;
	const mostRequests = result.distribution === 'uniform' ? 1.35 : 2;
	goals.push(
		atMost(`${name}: times the fewest requests`, mostRequests, requests / fewestRequests(result)),
	);
	const { honeyHiveNode: own, httpRequestSplit: other } = result.peaks;
	if (own && other) {
		const ratio = own.peakBytes / other.peakBytes;
		goals.push(atMost(`${name}: peak memory, times that of HTTP Request`, 1, ratio));
	}
	return goals;
}

/** Cost per event at the largest size, against a tenth of it. */
function goalsOfSizes(sizes: readonly SizeResult[]): Goal[] {
	const largest = Math.max(...sizes.map(({ events }) => events));
	return sizes
		.filter(({ events }) => events === largest)
		.flatMap(({ generation, millisecondsPerThousand }) => {
			const tenth = sizes.find(
				(size) => size.generation === generation && size.events === largest / 10,
			);
			if (!tenth) return [];
			const growth = millisecondsPerThousand / tenth.millisecondsPerThousand;
			return [atMost(`${generation}: cost per event, times that of a tenth of them`, 1.1, growth)];
		});
}

/** NDJSON, which is meant for the most events: a bounded memory, and faster than items. */
function goalsOfFiles(files: readonly CaseResult[]): Goal[] {
	const results = fileResultsOf(files).filter(({ contestant }) => contestant === 'ndjsonFile');
	const faster = results.map(({ of, timesFasterThanItems }) => {
		const name = `${of.events.toLocaleString('en')}, ${of.generation}`;
		return atLeast(`${name}: NDJSON per event, times faster than items`, 3, timesFasterThanItems);
	});
	return [...faster, ...goalsOfFileMemory(results.map(({ of }) => of))];
}

function goalsOfFileMemory(files: readonly CaseResult[]): Goal[] {
	const [few, many] = files.filter(({ generation }) => generation === 'export');
	if (!few || !many) return [];
	const aboveRest = ({ peaks }: CaseResult) => peaks.ndjsonFile?.aboveRestBytes ?? NaN;
	const what = `peak memory above rest, NDJSON of ${many.events.toLocaleString('en')}`;
	return [
		atMost(`${what}, MB`, 300, aboveRest(many) / 2 ** 20),
		atMost(
			`${what}, times that of ${few.events.toLocaleString('en')}`,
			1.15,
			aboveRest(many) / aboveRest(few),
		),
	];
}

function timeOf({ times }: CaseResult, contestant: Contestant): number {
	return times[contestant]?.median ?? NaN;
}

function atLeast(what: string, bound: number, measured: number): Goal {
	return { what: `${what}, at least`, bound, measured, reached: measured >= bound };
}

function atMost(what: string, bound: number, measured: number): Goal {
	return { what: `${what}, at most`, bound, measured, reached: measured <= bound };
}
