import { MissingEvents } from '../events/reading/missing';
import { Refusal } from '../events/refusal';
import type { Failure } from './retry';

/** HoneyHive refused a request, or could not be reached. `httpCode` is null when there was no answer. */
export class ApiRefusal extends Refusal {
	override readonly name = 'ApiRefusal';

	constructor(
		readonly httpCode: string | null,
		/** Whether, and when, another try may succeed. */
		readonly failure: Failure,
		message: string,
		remedy?: string,
	) {
		super(message, remedy);
	}

	/** Milliseconds for which HoneyHive asks to send no request, if it says so. */
	get retryAfterMs(): number | undefined {
		return 'retryAfterMs' in this.failure ? this.failure.retryAfterMs : undefined;
	}

	/** Whether it may be because of too many requests at a time: HTTP 408 and 5xx, timeouts, broken connections. */
	get mayBeOverload(): boolean {
		const { failure, httpCode } = this;
		if (failure.kind === 'tooLarge') return !failure.isLasting && httpCode !== '413';
		return failure.kind === 'transient' && httpCode !== '404';
	}

	/** Whether every other request of the run would be refused too. An answer that cannot be used is one of many. */
	get affectsEveryRequest(): boolean {
		const { kind } = this.failure;
		return (kind === 'final' && this.httpCode !== '200') || kind === 'outOfTime';
	}

	/** Whether a request for fewer events may succeed. */
	get dependsOnRange(): boolean {
		const isOutOfTime = this.failure.kind === 'outOfTime';
		return isOutOfTime || (!this.affectsEveryRequest && this.httpCode !== '429');
	}
}

/** The refusal of a request behind an error, if there is one. */
export function apiRefusalIn(error: unknown): ApiRefusal | undefined {
	const refusal = error instanceof MissingEvents ? error.cause : error;
	return refusal instanceof ApiRefusal ? refusal : undefined;
}

/** The code when n8n ends a request because the execution was stopped. */
export const canceledCode = 'ERR_CANCELED';

/** The refusal for an answer that could not be read: it may have been cut off on the way. */
export function refusalOfUnreadable(message: string, remedy: string): ApiRefusal {
	return new ApiRefusal('200', { kind: 'transient' }, message, remedy);
}

/** The refusal for an answer that could be read, but is not what was asked for. */
export function refusalOfAnswer(message: string, remedy: string): ApiRefusal {
	return new ApiRefusal('200', { kind: 'final' }, message, remedy);
}

/** The refusal for a request that the time of a run was not enough for. */
export function refusalOfDeadline(): ApiRefusal {
	return new ApiRefusal(
		null,
		{ kind: 'outOfTime' },
		'HoneyHive did not answer within the time that n8n allows for a poll',
		'The next poll asks for less at a time. If this goes on, narrow the filters or shorten the lookback.',
	);
}

/** The refusal for a request that is not sent, or not finished, because the execution was stopped. */
export function refusalOfStop(): ApiRefusal {
	return new ApiRefusal(null, { kind: 'final' }, 'The execution was stopped');
}
