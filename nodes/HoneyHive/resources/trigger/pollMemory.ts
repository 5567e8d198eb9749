import { apiRefusalIn } from '../../api/errors';
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

	/** The positions that polls have left behind, as hashes, and when, in UTC milliseconds. */
	private readonly leftBehind = new Map<string, number>();

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

	/** Whether a poll has left a position behind, and n8n may not have saved that yet. */
	isOutdated(saved: SavedCursor<object>, now: number): boolean {
		const leftAt = this.leftBehind.get(positionOf(saved));
		return leftAt !== undefined && now - leftAt < savingMs;
	}

	noteEnd(saved: SavedCursor<object>, state: object, now: number): void {
		for (const [position, leftAt] of this.leftBehind) {
			if (now - leftAt >= savingMs) this.leftBehind.delete(position);
		}
		this.leftBehind.set(positionOf(saved), now);
		this.leftBehind.delete(positionOf({ kind: 'usable', state }));
	}

	/** Notes why a poll, or the rest of it, was refused. */
	noteRefusal(error: unknown, now: number): void {
		const refusal = apiRefusalIn(error);
		if (refusal?.httpCode !== '429') return;
		this.pausedUntil = now + Math.min(refusal.retryAfterMs ?? defaultPauseMs, maxPauseMs);
	}
}

function positionOf(saved: SavedCursor<object>): string {
	return hashOf(JSON.stringify(saved));
}

const memories = new Map<string, PollMemory>();

/** @param node see `nodeKeyOf` */
export function pollMemoryOf(node: string): PollMemory {
	const memory = memories.get(node) ?? new PollMemory();
	memories.set(node, memory);
	return memory;
}
