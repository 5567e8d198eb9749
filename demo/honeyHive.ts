import { GOOD_KEY, startEmulator, type Emulator } from '../test/emulator';
import documentedEvent from './documentedEvent.json';
import { writeSessions } from './sessions';

/** The project named in HoneyHive's documentation. */
export const PROJECT = 'New Project';

/** So that the node's defaults, such as the last 24 hours, show something. */
const RECENT_EVENTS = 300;
const HOUR = 3_600_000;

export interface FilledHoneyHive {
	readonly emulator: Emulator;
	readonly apiKey: string;
	/** How many events the SDK wrote. */
	readonly written: number;
	/** How many events were there besides. */
	readonly emulated: number;
	close(): Promise<void>;
}

/**
 * Starts an emulated HoneyHive with events of the last 20 hours, a few conversations of the last two and
 * one event of 2024.
 */
export async function fillHoneyHive(): Promise<FilledHoneyHive> {
	const now = Date.now();
	const emulator = await startEmulator({
		project: PROJECT,
		events: RECENT_EVENTS,
		from: new Date(now - 20 * HOUR).toISOString(),
		to: new Date(now).toISOString(),
	});
	const written = await writeSessions(emulator.url, GOOD_KEY, PROJECT);
	emulator.load([documentedEvent]);
	return {
		emulator,
		apiKey: GOOD_KEY,
		written,
		emulated: RECENT_EVENTS + 1,
		close: async () => await emulator.close(),
	};
}
