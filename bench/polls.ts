import { join } from 'node:path';
import { createInterface } from 'node:readline';
import spawn from 'cross-spawn';

import { pollOnce } from '../test/support/polling';
import { PROJECT } from './server/api';
import { median } from './measure/statistics';
import { table } from './report/table';

/** `npm run bench:polls`: what a poll of the trigger costs, by what is in its window and before it. */

const rounds = 15;
const end = Date.UTC(2026, 0, 1);
const windowLength = 3_600_000;
const eventsInWindow = 1_000;

interface Store {
	readonly events: number;
	readonly url: string;
	readonly key: string;
	readonly milliseconds: number[];
	readonly found: number[];
	stop(): void;
}

/** An emulator in a process of its own, whose last hour holds about 1,000 of its events. */
async function startStore(events: number): Promise<Store> {
	const from = new Date(end - (windowLength * events) / eventsInWindow).toISOString();
	const cli = join(__dirname, '..', 'test', 'emulator', 'cli.ts');
	const range = ['--from', from, '--to', new Date(end).toISOString()];
	const flags = ['--events', String(events), '--project', PROJECT, ...range];
	const child = spawn(process.execPath, ['--import', 'tsx', cli, ...flags], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	if (!child.stdout) throw new Error('The emulator has no output');
	const lines = createInterface(child.stdout);
	const line = await new Promise<string>((resolve, reject) => {
		lines.once('line', resolve);
		child.once('exit', (code) => reject(new Error(`The emulator ended with ${code}`)));
	});
	const { url, key } = JSON.parse(line) as { url: string; key: string };
	return { events, url, key, milliseconds: [], found: [], stop: () => child.kill() };
}

async function poll(store: Store): Promise<void> {
	const began = performance.now();
	const items = await pollOnce({
		credential: { apiKey: store.key, baseUrl: store.url, generation: 'search' },
		kept: { staticData: {} },
		parameters: {
			project: { __rl: true, mode: 'name', value: PROJECT },
			firstRun: 'date',
			startFrom: new Date(end - windowLength).toISOString(),
		},
	});
	store.milliseconds.push(performance.now() - began);
	store.found.push(items?.length ?? 0);
}

async function main(): Promise<void> {
	const stores: Store[] = [];
	try {
		for (const events of [1_000, 100_000, 1_000_000]) {
			process.stderr.write(`starting an emulator with ${events.toLocaleString('en')} events\n`);
			stores.push(await startStore(events));
		}
		// Once unmeasured: the emulators write their answers in advance.
		for (let round = -1; round < rounds; round++) {
			for (const store of stores) {
				await poll(store);
				if (round < 0) store.milliseconds.length = 0;
			}
		}
		const rows = stores.map(({ events, milliseconds, found }) => [
			events.toLocaleString('en'),
			String(found.at(-1)),
			`${median(milliseconds).toFixed(0)} ms`,
		]);
		process.stdout.write(`${table(['Events in all', 'in the window', 'one poll'], rows)}\n`);
	} finally {
		for (const store of stores) store.stop();
	}
}

void main();
