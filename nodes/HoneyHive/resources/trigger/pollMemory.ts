import { apiRefusalIn } from '../../api/errors';
import type { CursorState } from '../../events/cursor/cursor';
import { hashOf } from '../../events/hash';
import { Refusal, rethrowUnless } from '../../events/refusal';
import { toIso } from '../../events/time';
import type { SavedCursor } from '../cursor/savedCursors';

/** Milliseconds within which n8n has saved what a poll left. */
const savingMs = 10_000;

/** Milliseconds to wait after "too many requests" if HoneyHive does not say how long. */
const defaultPauseMs = 60_000;

/** Milliseconds. A server that asks for more is asked again all the same. */
const maxPauseMs = 60 * 60_000;

/**
 * What this process knows of the polls of one trigger node. n8n lets polls overlap, calls a poll that was
 * refused again at the next tick, and saves nothing of it.
 */
export class PollMemory {
	/** UTC milliseconds at which n8n gives up the poll under way. */
	private underWayUntil = 0;

	/** UTC milliseconds until which HoneyHive asked for no requests. */
	private pausedUntil = 0;

	/** The positions with which the last poll began and ended, as hashes, and when it ended. */
	private last: { began: string; left: string; endedAt: number } | undefined;

	/** Why a poll must not begin, if so. */
	reasonToSkip(now: number): string | undefined {
		if (now < this.underWayUntil) return 'The poll before is still under way.';
		if (now >= this.pausedUntil) return undefined;
		return `HoneyHive asked for no requests before ${toIso(this.pausedUntil)}.`;
	}

	/** Runs a poll. Others are skipped until it ends, or n8n gives it up. */
	async run<T>(until: number, poll: () => Promise<T>): Promise<T> {
		this.underWayUntil = until;
		try {
			return await poll();
		} catch (error) {
			this.noteRefusal(error, Date.now());
			throw rethrowUnless(Refusal, error);
		} finally {
			// Unless it was given up, and another one is under way.
			if (this.underWayUntil === until) this.underWayUntil = 0;
		}
	}

	/** Whether a position is older than the one that the last poll left, because n8n is still saving that. */
	isOutdated(saved: SavedCursor, now: number): boolean {
		if (!this.last || now - this.last.endedAt >= savingMs) return false;
		const { began, left } = this.last;
		return began !== left && began === positionOf(saved);
	}

	noteEnd(saved: SavedCursor, state: CursorState, now: number): void {
		const left = positionOf({ kind: 'usable', state });
		this.last = { began: positionOf(saved), left, endedAt: now };
	}

	/** Notes why a poll, or the rest of it, was refused. */
	noteRefusal(error: unknown, now: number): void {
		const refusal = apiRefusalIn(error);
		if (refusal?.httpCode !== '429') return;
		this.pausedUntil = now + Math.min(refusal.retryAfterMs ?? defaultPauseMs, maxPauseMs);
	}
}

function positionOf(saved: SavedCursor): string {
	return hashOf(JSON.stringify(saved));
}

const memories = new Map<string, PollMemory>();

/** @param node see `identityOf` */
export function pollMemoryOf(node: string): PollMemory {
	const memory = memories.get(node) ?? new PollMemory();
	memories.set(node, memory);
	return memory;
}
