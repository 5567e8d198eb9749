/** Tries before a session is skipped that cannot be read although others can. */
const maxTries = 10;

/** Milliseconds. The wait doubles with each try, so ten of them take hours at least. */
const maxWaitMs = 24 * 60 * 60_000;

/**
 * The sessions that could not be read lately. Kept in memory, because n8n saves nothing of a poll that fails:
 * a session that takes all of a poll's time must not do so in each poll.
 */
export class RefusedSessions {
	/** When to try again, in UTC milliseconds. */
	private readonly postponed = new Map<string, number>();

	private readonly tries = new Map<string, number>();

	/** Whether the session is left to later polls. @param now UTC milliseconds */
	isPostponed(id: string, now: number): boolean {
		return now < (this.postponed.get(id) ?? 0);
	}

	/**
	 * Leaves a session to later polls.
	 *
	 * @param now UTC milliseconds
	 * @param retryMs milliseconds until a session is tried for the second time
	 */
	postpone(id: string, now: number, retryMs: number): void {
		this.postponed.set(id, now + Math.min(maxWaitMs, retryMs * 2 ** this.triesOf(id)));
	}

	/** Notes that the session itself seems to be the reason. @returns whether to give it up */
	blame(id: string): boolean {
		const tries = this.triesOf(id) + 1;
		this.tries.set(id, tries);
		if (tries < maxTries) return false;
		this.forget(id);
		return true;
	}

	forget(id: string): void {
		this.postponed.delete(id);
		this.tries.delete(id);
	}

	private triesOf(id: string): number {
		return this.tries.get(id) ?? 0;
	}
}
