import { z } from 'zod';

import type { HoneyHiveEvent } from './event';
import { hashLength, hashOf } from './hash';
import { startOf } from './time';

/** Milliseconds of events' starts that are remembered, and forgotten, together. */
const bucketWidth = 5 * 60_000;

/** A shown time may be cut to its minute: what is forgotten began at least this long ago. */
const imprecision = 60_000;

/** Which events were returned: the hashes of their ids, one after the other, by the time they began. */
export const rememberedSchema = z.record(
	z.string().regex(/^-?\d{1,11}$/),
	z.string().regex(new RegExp(`^([\\w-]{${hashLength}})*$`)),
);
export type StoredMemory = Readonly<z.infer<typeof rememberedSchema>>;

/** Events that were returned before, as short as an exact answer to "is this one new?" allows. */
export class Remembered {
	private readonly hashes = new Set<string>();

	private readonly buckets = new Map<number, string[]>();

	constructor(stored: StoredMemory) {
		for (const [bucket, text] of Object.entries(stored)) {
			const hashes = text.match(new RegExp(`.{${hashLength}}`, 'g')) ?? [];
			this.buckets.set(Number(bucket), [...hashes]);
			for (const hash of hashes) this.hashes.add(hash);
		}
	}

	get size(): number {
		return this.hashes.size;
	}

	/** Notes an event; whether it had not been noted before. */
	isNew(event: HoneyHiveEvent): boolean {
		const hash = hashOf(identityOf(event));
		if (this.hashes.has(hash)) return false;
		this.hashes.add(hash);
		const bucket = Math.floor((startOf(event) ?? 0) / bucketWidth);
		const known = this.buckets.get(bucket);
		if (known) known.push(hash);
		else this.buckets.set(bucket, [hash]);
		return true;
	}

	/** Forgets events that began well before a moment. */
	forgetBefore(moment: number): void {
		for (const bucket of [...this.buckets.keys()]) {
			if (endOf(bucket) + imprecision <= moment) this.forget(bucket);
		}
	}

	/**
	 * Forgets the oldest events until no more than these many are left, yet none that began after a
	 * moment.
	 *
	 * @returns when the oldest event that is still remembered may have begun, if any was forgotten
	 */
	shortenTo(most: number, moment: number): number | undefined {
		let end: number | undefined;
		for (const bucket of [...this.buckets.keys()].sort((one, other) => one - other)) {
			if (this.size <= most || endOf(bucket) + imprecision > moment) return end;
			this.forget(bucket);
			end = endOf(bucket) + imprecision;
		}
		return end;
	}

	toStored(): StoredMemory {
		return Object.fromEntries([...this.buckets].map(([bucket, all]) => [bucket, all.join('')]));
	}

	private forget(bucket: number): void {
		for (const hash of this.buckets.get(bucket) ?? []) this.hashes.delete(hash);
		this.buckets.delete(bucket);
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
