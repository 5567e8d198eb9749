import type { ExecutionError } from 'n8n-workflow';

/** The error of a node. The engine returns a copy of it, which is no longer an Error. */
export class NodeFailure extends Error {
	/** The status of the refusal that the node failed with, if any. */
	readonly httpCode: string | undefined;

	constructor(error: ExecutionError) {
		super(error.message);
		if (error.stack !== undefined) this.stack = error.stack;
		this.httpCode = 'httpCode' in error && error.httpCode !== null ? error.httpCode : undefined;
	}
}
