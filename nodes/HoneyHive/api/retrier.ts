import { sleep } from 'n8n-workflow';

import { ApiRefusal, refusalOfStop } from './errors';
import { backOff, waitingBudget } from './retry';

/** Milliseconds between two looks at whether the execution was stopped. */
const slice = 200;

export interface PatienceOptions {
	/** Repetitions of one request. */
	readonly maxRetries: number;
	/** Aborted when the user stops the execution. */
	readonly signal: AbortSignal | undefined;
}

/** Repeats requests that failed for the moment. One for each run, since the waits share a budget. */
export class Patience {
	private waited = 0;

	/** Nothing is sent before this time: the server said that it receives too much. */
	private heldUntil = 0;

	constructor(private readonly options: PatienceOptions) {}

	/**
	 * Runs a request until it succeeds or its failure is not worth another try.
	 *
	 * @param overlong what becomes of an answer that was too much: the request is repeated as it
	 * is, or the refusal goes to the caller, who asks for less
	 * @param signal aborted when the answer is no longer wanted
	 * @throws ApiRefusal the last one
	 */
	async insist<T>(
		request: () => Promise<T>,
		overlong: 'repeat' | 'throw',
		signal?: AbortSignal,
	): Promise<T> {
		for (let retry = 1; ; retry++) {
			await this.waitWhileHeld(signal);
			const outcome = await attempt(request);
			if ('value' in outcome) return outcome.value;
			await this.waitAfter(outcome.refusal, retry, signal);
			if (outcome.refusal.failure.kind === 'overlong' && overlong === 'throw') {
				throw outcome.refusal;
			}
		}
	}

	/** @throws ApiRefusal when nobody wants the answer any more */
	private async waitWhileHeld(signal: AbortSignal | undefined): Promise<void> {
		while (this.heldUntil > Date.now() && !this.isStopped(signal)) {
			await this.pause(this.heldUntil - Date.now(), signal);
		}
		if (this.isStopped(signal)) throw refusalOfStop();
	}

	/** Waits before the next try; throws the refusal when there is to be none. */
	private async waitAfter(
		refusal: ApiRefusal,
		retry: number,
		signal: AbortSignal | undefined,
	): Promise<void> {
		const { failure } = refusal;
		if (failure.kind === 'final' || retry > this.options.maxRetries) throw refusal;
		const delay = backOff(retry, failure.retryAfter, Math.random());
		if (this.waited + delay > waitingBudget) throw refusal;
		if (refusal.httpCode === '429') this.heldUntil = Math.max(this.heldUntil, Date.now() + delay);
		this.waited += delay;
		await this.pause(delay, signal);
		if (this.isStopped(signal)) throw refusal;
	}

	/** Waits in slices, so that stopping the execution ends the wait too. */
	private async pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
		const until = Date.now() + milliseconds;
		for (let left = milliseconds; left > 0; left = until - Date.now()) {
			if (this.isStopped(signal)) return;
			await sleep(Math.min(left, slice));
		}
	}

	private isStopped(signal: AbortSignal | undefined): boolean {
		return (this.options.signal?.aborted ?? false) || (signal?.aborted ?? false);
	}
}

async function attempt<T>(
	request: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly refusal: ApiRefusal }> {
	return await request().then(
		(value) => ({ value }),
		(error: unknown) => ({ refusal: asRefusal(error) }),
	);
}

/** Anything else is a mistake of ours, which no repetition mends. */
function asRefusal(error: unknown): ApiRefusal {
	if (error instanceof ApiRefusal) return error;
	throw error;
}
