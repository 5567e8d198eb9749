import { fileResultsOf, type FileResult } from '../files';
import { machineOf } from './machine';
import type { CaseResult } from '../measure/measure';
import type { Contestant } from '../protocol';
import { megabytes, table } from './table';

const titles: Readonly<Partial<Record<Contestant, string>>> = {
	honeyHiveNode: 'items',
	ndjsonFile: 'NDJSON',
	jsonFile: 'JSON',
	csvFile: 'CSV',
	streamFloor: 'floor',
};

const legend = [
	'- items, NDJSON, JSON, CSV: this node with Return All, Output As as named and all options at their defaults. n8n keeps files on disk, as it does by default.',
	"- floor: undici's stream into /dev/null over kept-alive connections, as many requests in flight as this node, the page numbers known in advance, nothing parsed.",
	'- faster than items: per event, by the same route.',
	'- above rest: peak memory of a fresh process, less what it had resident with the engine loaded and nothing exported.',
	'- emulator busy: the share of the time that the emulator, a process of its own, was computing.',
].join('\n');

const head = [
	'Files, 0 ms',
	'time',
	'events a second',
	'÷ floor',
	'faster than items',
	'peak memory',
	'above rest',
	'emulator busy',
];

/** What it costs to export into files. */
export function filesIn(cases: readonly CaseResult[]): string {
	const [first] = cases;
	if (!first) return '';
	const rows = fileResultsOf(cases).map(rowOf);
	const introduction = `Files: ${cases.map(extentOf).join('; ')}; ${machineOf(first.node)}.`;
	return [introduction, legend, table(head, rows)].join('\n\n');
}

function extentOf({ events, eventBytes, generation, rounds }: CaseResult): string {
	const bytes = Math.round(eventBytes).toLocaleString('en');
	const times = rounds === 1 ? 'one round' : `medians of ${rounds} rounds`;
	return `${events.toLocaleString('en')} events of ${bytes} bytes by ${generation}, ${times}`;
}

function rowOf(result: FileResult): string[] {
	const { of, contestant, milliseconds } = result;
	const { events, generation, pageSize, times, peaks } = of;
	const title = titles[contestant] ?? contestant;
	const busy = (times[contestant]?.serverCpuMilliseconds ?? NaN) / milliseconds;
	return [
		`${events.toLocaleString('en')}, ${generation}, ${pageSize.toLocaleString('en')} a page: ${title}`,
		`${(milliseconds / 1000).toFixed(2)} s`,
		Math.round((events / milliseconds) * 1000).toLocaleString('en'),
		factor(result.timesTheFloor),
		factor(result.timesFasterThanItems),
		megabytes(peaks[contestant]?.peakBytes),
		megabytes(peaks[contestant]?.aboveRestBytes),
		`${Math.round(busy * 100)} %`,
	];
}

function factor(ratio: number): string {
	return Number.isNaN(ratio) ? '–' : `${ratio.toFixed(2)}×`;
}
