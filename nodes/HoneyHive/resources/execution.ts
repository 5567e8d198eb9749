import type { IExecuteFunctions } from 'n8n-workflow';

import { Connections } from '../api/connections';
import { RunCursors } from './cursor/runCursors';
import { Hints } from './hints';
import { Turns } from './turns';

/** One execution of the node, and what its input items share. */
export class Execution {
	readonly connections: Connections;

	readonly hints: Hints;

	readonly cursors: RunCursors;

	/** Of updates, by the ID of the event. */
	readonly turns = new Turns();

	constructor(readonly context: IExecuteFunctions) {
		this.hints = new Hints(context);
		this.connections = new Connections(context, this.hints.add);
		this.cursors = new RunCursors(context);
	}
}
