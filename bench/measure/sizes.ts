import type { Arena, Run } from './exportRunner';
import { routes, type Route } from '../cases';
import { summarise, type Summary } from './statistics';

const uniform = { distribution: 'uniform', latencyMs: 0, connectMs: 0 } as const;

export interface SizeResult {
	readonly generation: Route['generation'];
	readonly events: number;
	readonly time: Summary;
	readonly millisecondsPerThousand: number;
}

/** What this node alone costs per event, at 0 ms, for stores of different size. */
export async function measureSizes(
	arena: Arena,
	sizes: readonly number[],
	rounds: number,
	announce: (what: string) => void,
): Promise<SizeResult[]> {
	const results: SizeResult[] = [];
	for (const events of sizes) {
		announce(`${events} events`);
		await arena.serve({ events, ...uniform });
		for (const route of routes) {
			const runs: Run[] = [];
			// Small exports are short: as many more of them, so that the median means as much.
			const times = rounds * Math.min(5, Math.max(1, 100_000 / events));
			for (let run = 0; run <= times; run++) {
				const one = await arena.run('honeyHiveNode', route);
				if (run > 0) runs.push(one);
			}
			const time = summarise(runs);
			const millisecondsPerThousand = (time.median / events) * 1000;
			results.push({ generation: route.generation, events, time, millisecondsPerThousand });
		}
	}
	return results;
}
