import { z } from 'zod';

import type { HoneyHiveEvent } from '../event';
import { hashLength, hashOf } from '../hash';
import { Keys } from '../identity';
import { startOf } from '../time';

/** Milliseconds of events' starts that are remembered, and forgotten, together. */
const bucketMs = 5 * 60_000;

/** A shown time may be truncated to the minute: what is forgotten started at least this long ago. */
const imprecisionMs = 60_000;

/** Hashes in a row. Not one pattern for all of them: that overflows the stack on long texts. */
const hashesSchema = z
	.string()
	.refine((text) => text.length % hashLength === 0 && !/[^\w-]/.test(text));

/** Which events were returned: the hashes of their ids in a row, by the time they started. */
export const rememberedSchema = z.record(z.string().regex(/^-?\d{1,11}$/), hashesSchema);
export type StoredMemory = Readonly<z.infer<typeof rememberedSchema>>;

/** The events that were returned before, stored as briefly as an exact answer to "is this one new?" allows. */
export class Remembered {
	/** The bucket that each hash is in. */
	private readonly buckets = new Map<string, number>();

	/** Of the events that are noted: each of them once in a run. */
	private readonly keys = new Keys();

	constructor(stored: StoredMemory) {
		this.include(stored);
	}

	get size(): number {
		return this.buckets.size;
	}

	/** Remembers these events too. */
	include(stored: StoredMemory): void {
		for (const [bucket, text] of Object.entries(stored)) {
			for (let at = 0; at < text.length; at += hashLength) {
				this.note(text.slice(at, at + hashLength), Number(bucket));
			}
		}
	}

	/**
	 * Notes an event and returns whether it had not been noted before. An event that is seen again with
	 * a later start is remembered by the later one.
	 *
	 * @param latest UTC milliseconds: the assumed start of an event that has none, or a later one than was
	 * asked for. Otherwise, wrong times in the future would be remembered forever.
	 */
	isNew(event: HoneyHiveEvent, latest: number): boolean {
		const hash = hashOf(this.keys.identityOf(event));
		const isNew = !this.buckets.has(hash);
		this.note(hash, Math.floor(Math.min(startOf(event) ?? latest, latest) / bucketMs));
		return isNew;
	}

	private note(hash: string, bucket: number): void {
		const known = this.buckets.get(hash);
		if (known === undefined || bucket > known) this.buckets.set(hash, bucket);
	}

	/** Forgets events that started well before a moment. */
	forgetBefore(moment: number): void {
		for (const [hash, bucket] of this.buckets) {
			if (endOf(bucket) + imprecisionMs <= moment) this.buckets.delete(hash);
		}
	}

	/**
	 * Forgets the oldest events until at most `max` are left, but none that started after a moment.
	 *
	 * @returns when the oldest event that is still remembered may have started, if any was forgotten
	 */
	shortenTo(max: number, moment: number): number | undefined {
		if (this.size <= max) return undefined;
		const buckets = [...this.buckets.values()].sort((one, other) => one - other);
		const ends = buckets
			.slice(0, buckets.length - max)
			.map((bucket) => endOf(bucket) + imprecisionMs);
		const end = ends.filter((one) => one <= moment).at(-1);
		if (end !== undefined) this.forgetBefore(end);
		return end;
	}

	toStored(): StoredMemory {
		const stored: Record<string, string> = {};
		for (const [hash, bucket] of this.buckets) stored[bucket] = (stored[bucket] ?? '') + hash;
		return stored;
	}
}

function endOf(bucket: number): number {
	return (bucket + 1) * bucketMs;
}
