import type { HoneyHiveEvent } from './data/event';
import { faultSchema, type Fault } from './faults/faults';
import { Host } from './host';
import { readOptions, type EmulatorOptions } from './options';
import { Recording, type RecordedRequest } from './http/recording';
import { ApiServer } from './http/server';

export type { HoneyHiveEvent } from './data/event';
export type { Fault, FaultKind } from './faults/faults';
export { FORBIDDEN_KEY, GOOD_KEY, INGESTION_KEY, READ_ONLY_KEY } from './http/keys';
export { HOST_NAMES, type HostName } from './hostPresets';
export { GENERATIONS, type Distribution, type EmulatorOptions, type Generation } from './options';
export { OTHER_PROJECTS } from './data/projects';
export type { RecordedRequest } from './http/recording';

export interface Emulator {
	/** http://127.0.0.1:<port>, without a slash at the end. */
	readonly url: string;
	/** Every API request since the start or the last clear, in the order of arrival. */
	readonly requests: readonly RecordedRequest[];
	clearRequests(): void;
	addFault(fault: Fault): void;
	clearFaults(): void;
	/** Puts events in as they are; one whose event_id is there already is replaced. */
	load(events: Iterable<HoneyHiveEvent>): void;
	remove(eventId: string): void;
	/** The truth: all events present now, made one by one. */
	events(): Iterable<HoneyHiveEvent>;
	/** Ends the sockets too; leaves nothing running. */
	close(): Promise<void>;
}

/** Starts a HoneyHive stand-in on 127.0.0.1. Throws when an option is wrong or the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const settings = readOptions(options);
	const host = new Host(settings);
	const recording = new Recording();
	const server = new ApiServer(host, recording);
	const url = await server.listen(settings.port);
	return {
		url,
		requests: recording.requests,
		clearRequests: () => recording.clear(),
		addFault: (fault) => host.faults.add(faultSchema.parse(fault)),
		clearFaults: () => host.faults.clear(),
		load: (events) => host.load(events),
		remove: (eventId) => void host.store.remove(eventId),
		events: () => host.store.all(),
		close: () => server.close(),
	};
}
