import { newWorkflow, pollOnce } from '../test/support/polling';
import type { HoneyHive } from '../test/support/services/honeyHive';
import { median } from './measure/statistics';
import { table } from './report/table';
import { PROJECT } from './server/api';
import { startEmulatorWith } from './server/emulator';

/**
 * `npm run bench:polls`: the duration of a poll of the trigger, for the same number of new events and
 * different numbers of older ones.
 */

const rounds = 15;
const totals = [1_000, 100_000, 1_000_000];
const newEvents = 1_000;
/** The polls read the events of this last part of the time range. */
const windowMs = 3_600_000;
const endMs = Date.UTC(2026, 0, 1);

interface History {
	readonly events: number;
	readonly honeyHive: HoneyHive;
	readonly polls: Poll[];
}

interface Poll {
	readonly durationMs: number;
	readonly found: number;
}

/** Starts an emulator whose events are spread evenly, with about 1,000 of them in the last hour. */
async function startHistory(events: number): Promise<History> {
	process.stderr.write(`starting an emulator with ${events.toLocaleString('en')} events\n`);
	const from = new Date(endMs - (windowMs * events) / newEvents).toISOString();
	const to = new Date(endMs).toISOString();
	const honeyHive = await startEmulatorWith(events, ['--from', from, '--to', to]);
	return { events, honeyHive, polls: [] };
}

async function poll({ url, key }: HoneyHive): Promise<Poll> {
	const startMs = performance.now();
	const items = await pollOnce({
		credential: { apiKey: key, baseUrl: url, generation: 'search' },
		kept: newWorkflow(),
		parameters: {
			project: { __rl: true, mode: 'name', value: PROJECT },
			firstRun: 'date',
			startFrom: new Date(endMs - windowMs).toISOString(),
		},
	});
	return { durationMs: performance.now() - startMs, found: items?.length ?? 0 };
}

async function main(): Promise<void> {
	const histories: History[] = [];
	try {
		for (const events of totals) histories.push(await startHistory(events));
		// The emulators serialize events when they are first read, so the first poll is not counted.
		for (const { honeyHive } of histories) await poll(honeyHive);
		for (let round = 1; round <= rounds; round++) {
			for (const { honeyHive, polls } of histories) polls.push(await poll(honeyHive));
		}
		process.stdout.write(`${report(histories)}\n`);
	} finally {
		for (const { honeyHive } of histories) await honeyHive.stop();
	}
}

function report(histories: readonly History[]): string {
	const rows = histories.map(({ events, polls }) => [
		events.toLocaleString('en'),
		(polls.at(-1)?.found ?? 0).toLocaleString('en'),
		`${median(polls.map(({ durationMs }) => durationMs)).toFixed(0)} ms`,
	]);
	return table(['Events in total', 'events found', 'one poll'], rows);
}

void main();
