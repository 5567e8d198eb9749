import type { UpdatesResult } from '../measure/updates';
import type { Contestant } from '../protocol';
import { describeMachine, describeRounds } from './conditions';
import { contestantTitles } from './contestantTitles';
import { table } from './table';

const legend = [
	"- this node: Event → Update, which is given an item with a score for each event. HoneyHive's API takes one event in a request.",
	'- fixed 4, 8, 16: this node with so many requests in flight, whatever the server does.',
	'- floor: undici with reused connections and 16 requests in flight.',
].join('\n');

const head = ['time', 'updates per second', 'requests'];

/** Time of writing verdicts back to events. */
export function updatesIn(result: UpdatesResult): string {
	const { host, updates, rounds, nodeVersion, contestants } = result;
	const introduction = `Updates: a metric written to each of ${updates.toLocaleString('en')} events, ${host.name}; ${describeRounds(rounds)}; ${describeMachine(nodeVersion)}.`;
	const rows = contestants.map((contestant) => [
		contestantTitles[contestant],
		...cellsOf(result, contestant),
	]);
	return [introduction, legend, table([`Updates, ${host.name}`, ...head], rows)].join('\n\n');
}

function cellsOf({ times, updates }: UpdatesResult, contestant: Contestant): string[] {
	const time = times[contestant];
	if (!time) return head.map(() => '–');
	return [
		`${(time.medianMs / 1000).toFixed(2)} s`,
		((updates / time.medianMs) * 1000).toFixed(0),
		time.requests.toLocaleString('en'),
	];
}
