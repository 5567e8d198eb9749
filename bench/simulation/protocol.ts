/** A range that the node's operation Split Date Range returned. */
export interface Window {
	readonly from: string;
	/** The first time that is not in the window. */
	readonly to: string;
	readonly events: number;
}

/** How to reach the emulator. */
export interface Server {
	readonly url: string;
	readonly key: string;
}

/** Asks a worker to process windows from a queue until there are no more. */
export interface Work {
	readonly task: 'work';
	readonly queueUrl: string;
	readonly server: Server;
	/** Milliseconds of computing for each event, besides the export. */
	readonly msPerEvent: number;
}

/** `ids` asks for the IDs of all events that the worker has exported since it was last asked for them. */
export type WorkerRequest = Work | { readonly task: 'ids' };

/** What the work took. */
export interface WorkOutcome {
	/** CPU time that the worker's process has really used, in milliseconds. */
	readonly cpuMs: number;
}
