import type { Distribution, Generation } from '../test/emulator';

/** Who takes part, named by the file in contestants/ that does the work. */
export const CONTESTANTS = [
	'honeyHiveNode',
	'httpRequestSplit',
	'httpRequest',
	'sdk',
	'floor',
] as const;
export type Contestant = (typeof CONTESTANTS)[number];

/** One export of everything that the server has. */
export interface Job {
	readonly url: string;
	readonly key: string;
	readonly generation: Generation;
	readonly pageSize: number;
	/** How many events there are: only the floor may know. */
	readonly events: number;
}

/** An exported event as it was in the server's answer. */
export type Event = Readonly<Record<string, unknown>>;

/** A contestant: how it exports, and how its result reads as plain events. */
export interface Entrant<Result = unknown> {
	readonly exportAll: (job: Job) => Promise<Result>;
	readonly eventsOf: (result: Result) => Iterable<Event>;
}

/** What a set of events comes to, short enough to be compared across processes. */
export interface Digest {
	readonly count: number;
	/** SHA-256 of the sorted event ids. */
	readonly ids: string;
	/** Whole events: those of the lowest ids. */
	readonly sample: readonly Event[];
}

/** One export, as its own process saw it. */
export interface Export {
	readonly milliseconds: number;
	readonly cpuMilliseconds: number;
	/** The most memory that the process ever had resident. */
	readonly peakBytes: number;
	readonly digest: Digest;
}

export interface ServerSettings {
	readonly events: number;
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
