import type { Distribution, Generation } from '../test/emulator';

/** Who takes part, named by the file in contestants/ that does the work. */
export const CONTESTANTS = [
	'honeyHiveNode',
	'httpRequestSplit',
	'httpRequest',
	'sdk',
	'floor',
	'ndjsonFile',
	'jsonFile',
	'csvFile',
	'streamFloor',
] as const;
export type Contestant = (typeof CONTESTANTS)[number];

/** One export of everything that the server has. */
export interface Job {
	readonly url: string;
	readonly key: string;
	readonly generation: Generation;
	readonly pageSize: number;
	/** How many events there are: only the floors may know. */
	readonly events: number;
}

/** An exported event as it was in the server's answer. */
export type Event = Readonly<Record<string, unknown>>;

/** A contestant: how it exports, and what shows that it brought everything. */
export interface Entrant<Result = unknown> {
	readonly exportAll: (job: Job) => Promise<Result>;
	/** Asked for when clock and memory have been read. */
	readonly proofOf: (result: Result) => Promise<Proof>;
}

/** Who does not look into the answers has their bytes to show. */
export type Proof = Digest | { readonly bytes: number };

/** What a set of events comes to, short enough to be compared across processes. */
export interface Digest {
	readonly count: number;
	/** SHA-256 of the sorted event ids. */
	readonly ids: string;
	/** Whole events, or some fields of them: those of the lowest ids. */
	readonly sample: readonly Event[];
	/** The fields in the sample, where the events are not whole. */
	readonly fields?: readonly string[];
}

/** One export, as its own process saw it. */
export interface Export {
	readonly milliseconds: number;
	readonly cpuMilliseconds: number;
	/** Resident before the export, once garbage is collected: in a fresh process the engine at rest. */
	readonly restBytes: number;
	/** The most memory that the process ever had resident. */
	readonly peakBytes: number;
	readonly proof: Proof;
}

export interface ServerSettings {
	readonly events: number;
	/** Average size; natural unless given. */
	readonly eventBytes?: number;
	readonly distribution: Distribution;
	readonly latencyMs: number;
	readonly connectMs: number;
}

export type ServerRequest =
	| { readonly task: 'start'; readonly settings: ServerSettings }
	| { readonly task: 'clear' }
	| { readonly task: 'count' };

export interface ServerStart {
	readonly url: string;
	readonly key: string;
	/** Average size of an event on the wire. */
	readonly eventBytes: number;
	/** Bytes of all answers that it takes to read everything, in the largest pages. */
	readonly answerBytes: Readonly<Record<'search' | 'export', number>>;
	/** All events that there are. */
	readonly truth: Digest;
	/** The version of Node that all run on. */
	readonly node: string;
}

/** What the server did since the last clear. */
export interface ServerCount {
	readonly requests: number;
	readonly connections: number;
	readonly cpuMilliseconds: number;
}

/** What a child answers to any request. */
export type Reply = { readonly value?: unknown } | { readonly failure: string };
