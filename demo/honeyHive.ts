import { GOOD_KEY, startEmulator, type Emulator } from '../test/emulator';
import documentedEvent from './documentedEvent.json';
import { writeSessions } from './sessions';

/** The project named in HoneyHive's documentation. */
export const PROJECT = 'New Project';

export interface FilledHoneyHive {
	readonly emulator: Emulator;
	readonly apiKey: string;
	/** How many events the SDK wrote. */
	readonly written: number;
	close(): Promise<void>;
}

/** Starts an emulated HoneyHive with a few conversations of today and one event of 2024. */
export async function fillHoneyHive(): Promise<FilledHoneyHive> {
	const emulator = await startEmulator({ project: PROJECT });
	const written = await writeSessions(emulator.url, GOOD_KEY, PROJECT);
	emulator.load([documentedEvent]);
	return { emulator, apiKey: GOOD_KEY, written, close: async () => await emulator.close() };
}
