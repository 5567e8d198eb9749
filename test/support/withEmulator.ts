import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator';
import { hostUnderTest } from './hostUnderTest';

/** The options, on top of those of the host under test. */
async function start(options: EmulatorOptions): Promise<Emulator> {
	return await startEmulator({ host: hostUnderTest, ...options });
}

/**
 * One emulator for all tests of the enclosing file or `describe`. It starts before the first test,
 * has no faults and no recorded requests when a test begins, and closes after the last one.
 * Call its members from tests and hooks only: it does not run while tests are being declared.
 */
export function withEmulator(options: EmulatorOptions = {}): Emulator {
	let emulator: Emulator;
	beforeAll(async () => {
		emulator = await start(options);
	});
	beforeEach(() => {
		emulator.clearFaults();
		emulator.clearRequests();
	});
	afterAll(async () => await emulator.close());
	return forwardTo(() => emulator);
}

/** An emulator of its own for each test of the enclosing file or `describe`. */
export function withFreshEmulator(options: EmulatorOptions = {}): Emulator {
	let emulator: Emulator;
	beforeEach(async () => {
		emulator = await start(options);
	});
	afterEach(async () => await emulator.close());
	return forwardTo(() => emulator);
}

/** Runs `use` with an emulator of its own, which closes whether `use` succeeds or fails. */
export async function usingEmulator<Result>(
	options: EmulatorOptions,
	use: (emulator: Emulator) => Promise<Result>,
): Promise<Result> {
	const emulator = await start(options);
	try {
		return await use(emulator);
	} finally {
		await emulator.close();
	}
}

function forwardTo(current: () => Emulator): Emulator {
	return {
		get url() {
			return current().url;
		},
		get requests() {
			return current().requests;
		},
		clearRequests: () => current().clearRequests(),
		addFault: (fault) => current().addFault(fault),
		clearFaults: () => current().clearFaults(),
		load: (events) => current().load(events),
		remove: (eventId) => current().remove(eventId),
		events: () => current().events(),
		close: async () => await current().close(),
	};
}
