import { devDependencies } from '../../package.json';
import { fewestRequests, nameOf } from '../cases';
import { filesIn } from './filesReport';
import type { Goal } from './goals';
import { machineOf } from './machine';
import type { CaseResult } from '../measure/measure';
import type { Contestant } from '../protocol';
import type { SizeResult } from '../measure/sizes';
import { megabytes, table } from './table';

export interface Report {
	readonly rounds: number;
	readonly cases: readonly CaseResult[];
	readonly sizes: readonly SizeResult[];
	readonly files: readonly CaseResult[];
	readonly goals: readonly Goal[];
}

const columns: ReadonlyArray<readonly [Contestant, string]> = [
	['honeyHiveNode', 'this node'],
	['httpRequestSplit', 'HTTP Request + Split Out'],
	['httpRequest', 'HTTP Request alone'],
	['sdk', 'official SDK'],
	['floor', 'floor'],
];

const legend = [
	'- WAN: 90 ms a request, and 100 ms more for the first on a connection.',
	'- this node: Return All, all options at their defaults.',
	"- HTTP Request: n8n's own node with its pagination, page after page; Split Out makes each event an item.",
	`- official SDK: honeyhive ${devDependencies.honeyhive} in a loop. It knows the export route only, asked for pages of the same size.`,
	'- floor: undici with kept-alive connections, as many requests in flight as this node, the page numbers known in advance, JSON.parse and nothing else.',
].join('\n');

export function markdownOf(report: Report): string {
	const { cases, sizes, files, goals } = report;
	const parts = [introduction(report)];
	if (cases.length > 0) parts.push(legend, timesOf(cases), memoryOf(cases));
	if (sizes.length > 0) parts.push(sizesOf(sizes));
	parts.push(filesIn(files), goalsIn(goals));
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function introduction({ cases, rounds }: Report): string {
	const [first] = cases;
	if (!first) return '';
	const busy = Math.max(...cases.map(busiest));
	return (
		`${first.events.toLocaleString('en')} events of ${Math.round(first.eventBytes)} bytes; ` +
		`medians of ${rounds} rounds; ${machineOf(first.node)}. ` +
		'In brackets: how many times as long as this node. ' +
		`The emulator, a process of its own, was busy for at most ${Math.round(busy * 100)} % of an export.`
	);
}

/** The largest share of an export's time that the emulator was computing. */
function busiest({ times }: CaseResult): number {
	return Math.max(
		...Object.values(times).map(
			({ serverCpuMilliseconds, median }) => serverCpuMilliseconds / median,
		),
	);
}

function timesOf(cases: readonly CaseResult[]): string {
	return table(
		['Time', ...columns.map(([, title]) => title), 'node ÷ floor', 'requests (fewest)'],
		cases.map((result) => [
			nameOf(result),
			...columns.map(([contestant]) => timeCell(result, contestant)),
			`${ratio(result, 'honeyHiveNode', 'floor').toFixed(2)}×`,
			`${result.times.honeyHiveNode?.requests ?? '–'} (${fewestRequests(result)})`,
		]),
	);
}

function timeCell(result: CaseResult, contestant: Contestant): string {
	const time = result.times[contestant];
	if (!time) return '–';
	const seconds = `${(time.median / 1000).toFixed(2)} s`;
	if (contestant === 'honeyHiveNode') return seconds;
	return `${seconds} (${ratio(result, contestant, 'honeyHiveNode').toFixed(2)}×)`;
}

function ratio({ times }: CaseResult, one: Contestant, other: Contestant): number {
	return (times[one]?.median ?? NaN) / (times[other]?.median ?? NaN);
}

function memoryOf(cases: readonly CaseResult[]): string {
	const measured = cases.filter(({ peaks }) => peaks.honeyHiveNode !== undefined);
	if (measured.length === 0) return '';
	return table(
		['Peak memory', ...columns.map(([, title]) => title)],
		measured.map((result) => [
			nameOf(result).replace('0 ms, ', ''),
			...columns.map(([contestant]) => megabytes(result.peaks[contestant]?.peakBytes)),
		]),
	);
}

function sizesOf(sizes: readonly SizeResult[]): string {
	const counts = [...new Set(sizes.map(({ events }) => events))];
	const routes = [...new Set(sizes.map(({ generation }) => generation))];
	return table(
		['Cost of 1,000 events, 0 ms', ...counts.map((count) => `of ${count.toLocaleString('en')}`)],
		routes.map((route) => [
			route,
			...counts.map((count) => {
				const size = sizes.find((one) => one.generation === route && one.events === count);
				return size ? `${size.millisecondsPerThousand.toFixed(1)} ms` : '–';
			}),
		]),
	);
}

function goalsIn(goals: readonly Goal[]): string {
	if (goals.length === 0) return '';
	const missed = goals.filter(({ reached }) => !reached);
	const count = `${goals.length - missed.length} of ${goals.length} goals are reached`;
	if (missed.length === 0) return `${count}.`;
	return [`${count}. Missed:`, '', ...missed.map(lineOf)].join('\n');
}

function lineOf({ what, bound, measured }: Goal): string {
	return `- ${what} ${bound}: ${measured.toFixed(2)}`;
}
