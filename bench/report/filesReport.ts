import type { CaseResult } from '../measure/measure';
import { describeMachine, describeRounds } from './conditions';
import { contestantTitles } from './contestantTitles';
import { fileResultsOf, type FileResult } from './fileResults';
import { megabytes, table } from './table';

const legend = [
	'- items, NDJSON, JSON, CSV: this node with Return All and that output. All other options have their defaults. n8n stores files on disk, which is its default.',
	'- floor: undici streams the responses to /dev/null, with reused connections, as many parallel requests as this node may send, the number of pages known in advance, and without parsing.',
	'- faster than items: events per second divided by those of items by the same route.',
	'- above idle: peak memory of a new process, less its memory when the engine was loaded and nothing had been exported.',
	'- emulator busy: the part of the time during which the emulator, in a process of its own, used the CPU.',
].join('\n');

const head = [
	'Files, 0 ms',
	'time',
	'events per second',
	'÷ floor',
	'faster than items',
	'peak memory',
	'above idle',
	'emulator busy',
];

/** Time and memory of exporting events to files. */
export function filesIn(cases: readonly CaseResult[]): string {
	const [first] = cases;
	if (!first) return '';
	const rows = fileResultsOf(cases).map(rowOf);
	const introduction = `Files: ${cases.map(describe).join('; ')}; ${describeMachine(first.nodeVersion)}.`;
	return [introduction, legend, table(head, rows)].join('\n\n');
}

function describe({ events, eventBytes, generation, rounds }: CaseResult): string {
	const bytes = Math.round(eventBytes).toLocaleString('en');
	return `${events.toLocaleString('en')} events of ${bytes} bytes by ${generation}, ${describeRounds(rounds)}`;
}

function rowOf(result: FileResult): string[] {
	const { caseResult, contestant, durationMs } = result;
	const { events, generation, pageSize, times, peaks } = caseResult;
	const title = contestant === 'honeyHiveNode' ? 'items' : contestantTitles[contestant];
	const serverLoad = (times[contestant]?.serverCpuMs ?? NaN) / durationMs;
	return [
		`${events.toLocaleString('en')}, ${generation}, ${pageSize.toLocaleString('en')} a page: ${title}`,
		`${(durationMs / 1000).toFixed(2)} s`,
		Math.round((events / durationMs) * 1000).toLocaleString('en'),
		factor(result.timesFloor),
		factor(result.timesFasterThanItems),
		megabytes(peaks[contestant]?.peakBytes),
		megabytes(peaks[contestant]?.aboveIdleBytes),
		`${Math.round(serverLoad * 100)}%`,
	];
}

function factor(ratio: number): string {
	return Number.isNaN(ratio) ? '–' : `${ratio.toFixed(2)}×`;
}
