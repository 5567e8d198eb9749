import { z } from 'zod';

import type { HoneyHiveEvent } from '../event';
import { hashLength, hashOf } from './hash';
import { startOf } from '../time';

/** Milliseconds of events' starts that are remembered, and forgotten, together. */
const bucketWidth = 5 * 60_000;

/** A shown time may be cut to its minute: what is forgotten began at least this long ago. */
const imprecision = 60_000;

/** Hashes one after the other. No pattern of all of them: that overflows the stack on long texts. */
const hashesSchema = z
	.string()
	.refine((text) => text.length % hashLength === 0 && !/[^\w-]/.test(text));

/** Which events were returned: the hashes of their ids, one after the other, by the time they began. */
export const rememberedSchema = z.record(z.string().regex(/^-?\d{1,11}$/), hashesSchema);
export type StoredMemory = Readonly<z.infer<typeof rememberedSchema>>;

/** Events that were returned before, as short as an exact answer to "is this one new?" allows. */
export class Remembered {
	/** The bucket that each hash is in. */
	private readonly buckets = new Map<string, number>();

	constructor(stored: StoredMemory) {
		for (const [bucket, text] of Object.entries(stored)) {
			for (let at = 0; at < text.length; at += hashLength) {
				this.buckets.set(text.slice(at, at + hashLength), Number(bucket));
			}
		}
	}

	get size(): number {
		return this.buckets.size;
	}

	/**
	 * Notes an event; whether it had not been noted before. One that is seen again with a later start
	 * is remembered for that.
	 *
	 * @param latest UTC milliseconds: where an event is taken to begin that does not say so
	 */
	isNew(event: HoneyHiveEvent, latest: number): boolean {
		const hash = hashOf(identityOf(event));
		const known = this.buckets.get(hash);
		const bucket = Math.floor((startOf(event) ?? latest) / bucketWidth);
		if (known === undefined || bucket > known) this.buckets.set(hash, bucket);
		return known === undefined;
	}

	/** Forgets events that began well before a moment. */
	forgetBefore(moment: number): void {
		for (const [hash, bucket] of this.buckets) {
			if (endOf(bucket) + imprecision <= moment) this.buckets.delete(hash);
		}
	}

	/**
	 * Forgets the oldest events until no more than these many are left, yet none that began after a
	 * moment.
	 *
	 * @returns when the oldest event that is still remembered may have begun, if any was forgotten
	 */
	shortenTo(most: number, moment: number): number | undefined {
		if (this.size <= most) return undefined;
		const buckets = [...this.buckets.values()].sort((one, other) => one - other);
		const ends = buckets
			.slice(0, buckets.length - most)
			.map((bucket) => endOf(bucket) + imprecision);
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
	return (bucket + 1) * bucketWidth;
}

/** An event without an id is known by all that it says. */
function identityOf(event: HoneyHiveEvent): string {
	const { event_id: id } = event;
	const hasId = id !== undefined && id !== null && id !== '';
	return hasId ? String(id) : JSON.stringify(event);
}
