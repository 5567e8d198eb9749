import { nameOf } from '../cases';
import type { CaseResult } from '../measure/measure';
import { FIXED, type Contestant } from '../protocol';
import { describeMachine, describeRounds } from './conditions';
import { contestantTitles } from './contestantTitles';
import { table } from './table';

const columns: readonly Contestant[] = ['honeyHiveNode', ...FIXED, 'floor'];

const legend = [
	'- rate limit: within any second, the server answers 10 requests, each after 50 ms, and refuses all others with 429 and a Retry-After of 1 second.',
	'- slow queries: an answer takes 0.5 s and a third of a millisecond for each event in it: 0.8 s with 1,000 events, 3 s with 7,500.',
	'- this node: it begins with 4 requests in flight, and adapts their number to the server.',
	'- fixed 4, 8, 16: this node with so many requests in flight, whatever the server does. Incomplete: at least once, it had no retries left.',
	'- floor: undici with reused connections and 16 requests in flight, the number of pages known in advance, and `JSON.parse`. It does not retry, so it is not measured with a rate limit.',
	'- In parentheses: how many requests the server has refused with 429.',
].join('\n');

/** How well this node chooses the number of requests in flight. */
export function requestsInFlightIn(allCases: readonly CaseResult[]): string {
	const cases = allCases.filter(({ contestants }) => contestants.includes(FIXED[0]));
	const [first] = cases;
	if (!first) return '';
	const rows = cases.map((result) => [
		nameOf(result),
		...columns.map((contestant) => cellOf(result, contestant)),
	]);
	const head = ['Requests in flight', ...columns.map((contestant) => contestantTitles[contestant])];
	return [introduction(first, cases), legend, table(head, rows)].join('\n\n');
}

function introduction(first: CaseResult, cases: readonly CaseResult[]): string {
	const conditions = [...new Set(cases.map(describe))].join('; ');
	return `Requests in flight: ${conditions}; ${describeMachine(first.nodeVersion)}.`;
}

function describe({ host, events, rounds }: CaseResult): string {
	return `${host}, ${events.toLocaleString('en')} events, ${describeRounds(rounds)}`;
}

function cellOf({ times, incomplete }: CaseResult, contestant: Contestant): string {
	if (incomplete.includes(contestant)) return 'incomplete';
	const time = times[contestant];
	if (!time) return '–';
	const seconds = `${(time.medianMs / 1000).toFixed(2)} s`;
	return time.refusals > 0 ? `${seconds} (${time.refusals})` : seconds;
}
