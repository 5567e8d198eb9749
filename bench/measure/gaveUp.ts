import type { Contestant } from '../protocol';

/** An export is incomplete, because the server refused a request more often than it is retried. */
export class GaveUp extends Error {
	constructor(contestant: Contestant, reason: string) {
		super(`${contestant} gave up: ${reason}`);
	}
}
