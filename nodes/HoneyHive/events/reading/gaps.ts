import { MissingEvents } from './missing';
import type { Refusal } from '../refusal';
import type { TimeRange } from '../time';
import { join } from './window';

/** What a reading could not read so far, and why. */
export class Gaps {
	private readonly ranges: TimeRange[] = [];

	private timeless = false;

	/** The first refusal that was met. */
	private refusal: Refusal | undefined;

	constructor(private readonly whole: TimeRange) {}

	get isEmpty(): boolean {
		return this.refusal === undefined;
	}

	add(ranges: readonly TimeRange[], refusal: Refusal): void {
		this.ranges.push(...ranges);
		this.refusal ??= refusal;
	}

	addTimeless(refusal: Refusal): void {
		this.timeless = true;
		this.refusal ??= refusal;
	}

	/** Throws what is missing. When that is everything, the refusal says it all. */
	throwIfAny(): void {
		if (!this.refusal) return;
		if (this.ranges.includes(this.whole)) throw this.refusal;
		throw new MissingEvents(join(this.ranges), this.timeless, this.refusal);
	}
}
