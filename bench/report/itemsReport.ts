import { devDependencies } from '../../package.json';
import { minRequests, nameOf } from '../cases';
import type { CaseResult } from '../measure/measure';
import type { Contestant } from '../protocol';
import { describeMachine, describeRounds } from './conditions';
import { contestantTitles } from './contestantTitles';
import { megabytes, table } from './table';

const columns: readonly Contestant[] = [
	'honeyHiveNode',
	'httpRequestSplit',
	'httpRequest',
	'sdk',
	'floor',
];

const titles = columns.map((contestant) => contestantTitles[contestant]);

const legend = [
	'- 0 ms: the server answers without any network delay.',
	'- WAN: each request takes 90 ms longer, and the first request on a connection another 100 ms.',
	'- search, export: the API route, with its maximum page size.',
	"- uniform, bursts: whether the events' start times are spread evenly or come in bursts.",
	'- this node: Return All is on, and all options have their defaults.',
	"- HTTP Request: n8n's built-in node with its own pagination, one page after the other. Split Out turns each event into an item.",
	`- official SDK: honeyhive ${devDependencies.honeyhive} in a loop, one page after the other. It supports only the export route, which is used with the same page size.`,
	'- floor: undici with reused connections, as many parallel requests as this node may send, the number of pages known in advance, and `JSON.parse`.',
	'- peak memory: of a new process; on WAN measured in one round.',
].join('\n');

/** Time and memory of exporting events as items, where this node is compared with what would be used instead. */
export function itemsIn(allCases: readonly CaseResult[], rounds: number): string {
	const cases = allCases.filter(({ times }) => times.httpRequestSplit !== undefined);
	const [first] = cases;
	if (!first) return '';
	const parts = [introduction(first, cases, rounds), legend, timesOf(cases), memoryOf(cases)];
	return parts.filter((part) => part !== '').join('\n\n');
}

function introduction(first: CaseResult, cases: readonly CaseResult[], rounds: number): string {
	const load = Math.max(...cases.map(maxServerLoad));
	return (
		`${first.events.toLocaleString('en')} events of ${Math.round(first.eventBytes)} bytes; ` +
		`${describeRounds(rounds)}; ${describeMachine(first.nodeVersion)}. ` +
		'In parentheses: the time divided by that of this node. ' +
		`The emulator, in a process of its own, was busy for at most ${Math.round(load * 100)}% of an export.`
	);
}

/** The largest fraction of an export's time during which the emulator used the CPU. */
function maxServerLoad({ times }: CaseResult): number {
	return Math.max(
		...Object.values(times).map(({ serverCpuMs, medianMs }) => serverCpuMs / medianMs),
	);
}

function timesOf(cases: readonly CaseResult[]): string {
	return table(
		['Time', ...titles, 'node ÷ floor', 'requests (minimum)'],
		cases.map((result) => [
			nameOf(result),
			...columns.map((contestant) => timeCell(result, contestant)),
			`${ratio(result, 'honeyHiveNode', 'floor').toFixed(2)}×`,
			`${result.times.honeyHiveNode?.requests ?? '–'} (${minRequests(result)})`,
		]),
	);
}

function timeCell(result: CaseResult, contestant: Contestant): string {
	const time = result.times[contestant];
	if (!time) return '–';
	const seconds = `${(time.medianMs / 1000).toFixed(2)} s`;
	if (contestant === 'honeyHiveNode') return seconds;
	return `${seconds} (${ratio(result, contestant, 'honeyHiveNode').toFixed(2)}×)`;
}

function ratio({ times }: CaseResult, one: Contestant, other: Contestant): number {
	return (times[one]?.medianMs ?? NaN) / (times[other]?.medianMs ?? NaN);
}

function memoryOf(cases: readonly CaseResult[]): string {
	const measured = cases.filter(({ peaks }) => peaks.honeyHiveNode !== undefined);
	if (measured.length === 0) return '';
	return table(
		['Peak memory', ...titles],
		measured.map((result) => [
			nameOf(result),
			...columns.map((contestant) => megabytes(result.peaks[contestant]?.peakBytes)),
		]),
	);
}
