import type { IExecuteFunctions } from 'n8n-workflow';

import { Connections } from '../api/connections';
import { RunCursors } from './cursor/runCursors';
import { Hints } from './hints';

/** One execution of the node, and what its input items share. */
export class Execution {
	readonly connections: Connections;

	readonly hints: Hints;

	readonly cursors: RunCursors;

	constructor(readonly context: IExecuteFunctions) {
		this.hints = new Hints(context);
		this.connections = new Connections(context, this.hints.add);
		this.cursors = new RunCursors(context);
	}
}
