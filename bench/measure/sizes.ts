import { routes, type Route } from '../cases';
import type { ExportRunner } from './exportRunner';
import type { Run } from './run';
import { summarize, type Summary } from './statistics';

const uniform = { distribution: 'uniform', latencyMs: 0, connectMs: 0 } as const;

/** Short exports vary more, so they are repeated more often, up to five times as often. */
const eventsForSingleRepeat = 100_000;
const maxRepeats = 5;

export interface SizeResult {
	readonly generation: Route['generation'];
	readonly events: number;
	readonly time: Summary;
	readonly msPerThousandEvents: number;
}

/** Measures what an event costs with this node, without network delays, for each number of events. */
export async function measureSizes(
	runner: ExportRunner,
	sizes: readonly number[],
	rounds: number,
	announce: (what: string) => void,
): Promise<SizeResult[]> {
	const results: SizeResult[] = [];
	for (const events of sizes) {
		announce(`${events} events`);
		await runner.startEmulator({ events, ...uniform });
		for (const route of routes) {
			const time = summarize(await runRepeatedly(runner, route, events, rounds));
			const msPerThousandEvents = (time.medianMs / events) * 1000;
			results.push({ generation: route.generation, events, time, msPerThousandEvents });
		}
	}
	return results;
}

async function runRepeatedly(
	runner: ExportRunner,
	route: Route,
	events: number,
	rounds: number,
): Promise<Run[]> {
	const repeats = Math.min(maxRepeats, Math.max(1, eventsForSingleRepeat / events));
	// The first run warms up the process and is not counted.
	await runner.run('honeyHiveNode', route);
	const runs: Run[] = [];
	for (let run = 1; run <= rounds * repeats; run++) {
		runs.push(await runner.run('honeyHiveNode', route));
	}
	return runs;
}
