import type { Distribution, Generation } from '../test/emulator';

/** This node with a fixed number of requests in flight, instead of one that it adapts to the server. */
export const FIXED = ['fixed4', 'fixed8', 'fixed16'] as const;
export type Fixed = (typeof FIXED)[number];

/** Everything that is compared. Each name but those of {@link FIXED} is that of the file that does the work. */
export const CONTESTANTS = [
	'honeyHiveNode',
	...FIXED,
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

/** One export of all events on the server. */
export interface Job {
	readonly url: string;
	readonly key: string;
	readonly generation: Generation;
	readonly pageSize: number;
	/** The number of events on the server. Only the floors use it; the others have to find out. */
	readonly events: number;
}

/** An exported event, in the form in which the server sent it. */
export type Event = Readonly<Record<string, unknown>>;

/** What a file in contestants/ implements. */
export interface Exporter<Result = unknown> {
	readonly exportAll: (job: Job) => Promise<Result>;
	/** Called after time and memory have been measured. */
	readonly digestOf: (result: Result) => Promise<Digest>;
}

/** Summarizes what was exported, so that it can be compared with what the server holds. */
export type Digest = EventsDigest | BytesDigest;

/** The digest of a contestant that does not look into the responses. */
export interface BytesDigest {
	readonly bytes: number;
}

/** A summary of events that is small enough to send from one process to another. */
export interface EventsDigest {
	readonly count: number;
	/** SHA-256 of the sorted event IDs. */
	readonly idsHash: string;
	/** The events with the lowest IDs. */
	readonly sample: readonly Event[];
	/** The fields of the events in the sample. Undefined if the events are complete. */
	readonly fields?: readonly string[];
}

/** What a run took, as measured by the process that ran it. */
export interface Figures {
	readonly durationMs: number;
	readonly cpuMs: number;
	/** Resident memory before the run. In a new process, this is the memory of the idle engine. */
	readonly idleBytes: number;
	/** The highest resident memory in the life of the process. */
	readonly peakBytes: number;
}

/** How an export ended. */
export type ExportOutcome =
	| { readonly figures: Figures; readonly digest: Digest }
	/** The contestant gave up, because the server refused a request with 429 too often. */
	| { readonly gaveUp: string };

/** A score to write to an event. */
export interface Verdict {
	readonly eventId: string;
	readonly score: number;
}

/** One run that writes verdicts, each to an event of its own. */
export interface UpdateJob {
	readonly url: string;
	readonly key: string;
	readonly verdicts: readonly Verdict[];
}

/** What a file in updaters/ implements. */
export interface Updater {
	readonly update: (job: UpdateJob) => Promise<void>;
}

export interface ServerSettings {
	readonly events: number;
	/** Average size of an event. By default, about the size of a typical event. */
	readonly eventBytes?: number;
	readonly distribution: Distribution;
	readonly latencyMs: number;
	readonly connectMs: number;
	/** Requests for events that are served within a second; more are refused with 429. @default Infinity */
	readonly requestsPerSecond?: number;
	/** How long a query takes. @default 0 */
	readonly queryMs?: number;
	/** The same for each event that it returns. @default 0 */
	readonly eventMs?: number;
}

export type ServerRequest =
	| { readonly task: 'start'; readonly settings: ServerSettings }
	| { readonly task: 'clear' }
	| { readonly task: 'count' }
	| { readonly task: 'ids' }
	| { readonly task: 'verdicts' };

export interface ServerStart {
	readonly url: string;
	readonly key: string;
	/** Average size of an event in a response. */
	readonly eventBytes: number;
	/** Total size of the responses when all events are read in pages of the maximum size. */
	readonly responseBytes: Readonly<Record<'search' | 'export', number>>;
	/** The digest of all events on the server: what a complete export has to match. */
	readonly expected: EventsDigest;
	/** The version of Node.js, the same for all processes. */
	readonly nodeVersion: string;
}

/** What the server did since it was last cleared. */
export interface ServerCount {
	readonly requests: number;
	/** Those of the requests that were refused with 429. */
	readonly refusals: number;
	readonly connections: number;
	readonly cpuMs: number;
}

/** A child process's reply to a request. */
export type Reply = { readonly value?: unknown } | { readonly failure: string };
