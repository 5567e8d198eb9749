/** Requests in flight before anything is known about the server. */
const initialLimit = 4;

/** The option 'Max Parallel Requests' allows no more. */
const maxLimit = 32;

/** A round is at least this many answers: the median of fewer says little. */
const minRound = 4;

/** While answers take less than this many times as long as with fewer requests in flight, more are tried. */
const growBelow = 1.4;

/** From this ratio on, most of what is in flight only waits for its turn at the server. */
const shrinkAbove = 2;

/** After this many rounds, one with half of the requests measures again how long answers take without the others. */
const roundsBetweenProbes = 12;

/** How the limit grows with each round when it may be close to what the server takes. */
const slowGrowth = 1.25;

/** After a refusal, the limit soon returns to what was served before, and a little more. */
const returnFactor = 1.25;

/** It stays there for this many rounds. */
const roundsToHold = 4;

/** A request in flight. */
export interface Sent {
	/** Only the durations of requests of one kind are compared. */
	readonly kind: string;
	/** In milliseconds, by whatever clock. */
	readonly at: number;
	/** Which limit it was sent under. */
	readonly era: number;
}

type Refused = 'refused' | 'rateLimited';

/**
 * How a request ended, as far as it concerns how many there should be: `rateLimited` when the server limits the
 * rate and says when to go on, `refused` when it does not say so, is too busy or did not answer in time, and
 * `unrelated` for any other reason.
 */
export type Outcome = 'answered' | Refused | 'unrelated';

/**
 * The lowest limit after a refusal. When the server says when to go on, waiting until then is enough to respect
 * its rate limit, and fewer requests in flight would only leave more of that rate unused.
 */
const minLimitAfter: Readonly<Record<Refused, number>> = { refused: 1, rateLimited: initialLimit };

/**
 * Finds out how many requests to have in flight at a server. It begins with a few, and allows more as long as
 * answers keep coming as fast as before; when they take longer the more requests are in flight, the server is
 * busy, and when it refuses them, it has too many.
 *
 * The comparison of the present durations with those of a quieter time is that of TCP Vegas (Brakmo and Peterson,
 * 1995) and of the Gradient limit of Netflix's concurrency-limits; the cut to half, and the quick return to a
 * number that had worked, are those of TCP. It knows no clock: the caller tells the time.
 */
export class Pace {
	private limit = initialLimit;

	private inFlight = 0;

	/** Counts the limits there have been: what was sent under an earlier one does not measure this one. */
	private era = 0;

	private round = new Round();

	/** Milliseconds that answers take while fewer requests are in flight, by kind. */
	private readonly base = new Map<string, number>();

	/** Up to here the limit doubles with each round; from here on, it grows slowly. */
	private threshold = Infinity;

	/** Rounds to go before the limit may grow beyond what it was when the server refused a request. */
	private holdRounds = 0;

	private roundsToProbe = roundsBetweenProbes;

	/** What the limit was before it was halved to measure the base again. */
	private probedFrom: number | undefined;

	/** When the server last refused a request because it has too many. */
	private refusedAt = -Infinity;

	/** The durations of all answers since then together, in milliseconds. */
	private servedMs = 0;

	/** Max number of requests in flight. */
	get max(): number {
		return Math.floor(this.limit);
	}

	/** A request is sent. */
	send(kind: string, at: number): Sent {
		this.inFlight += 1;
		this.round.peak = Math.max(this.round.peak, this.inFlight);
		return { kind, at, era: this.era };
	}

	/** A request ended, at a time by the same clock. */
	end({ kind, at, era }: Sent, now: number, outcome: Outcome): void {
		const inFlight = this.inFlight;
		this.inFlight -= 1;
		if (outcome === 'refused' || outcome === 'rateLimited') {
			this.backOff(outcome, Math.min(this.limit, inFlight), at, now);
		}
		if (outcome !== 'answered') return;
		this.servedMs += now - at;
		if (era !== this.era) return;
		this.round.add(kind, now - at);
		if (this.round.size >= this.answersInRound) this.endRound();
	}

	private get answersInRound(): number {
		return this.limit < this.threshold ? this.max : Math.max(this.max, minRound);
	}

	/**
	 * Halves the limit, and lets it return quickly: the first time to what it was, as that may have been no more than
	 * a disturbance, later to the number of requests that the server has served at a time, on average, since it
	 * last refused one. Where the rate is limited, that number keeps to it.
	 */
	private backOff(refused: Refused, level: number, sentAt: number, now: number): void {
		// All that are in flight may be refused for the same reason: they count once.
		if (sentAt < this.refusedAt) return;
		const isFirst = this.refusedAt === -Infinity;
		const served = this.servedMs / Math.max(1, now - this.refusedAt);
		const min = Math.min(minLimitAfter[refused], this.limit);
		this.threshold = Math.max(min, isFirst ? level : Math.ceil(served * returnFactor));
		this.holdRounds = roundsToHold;
		this.refusedAt = now;
		this.servedMs = 0;
		this.probedFrom = undefined;
		this.setLimit(Math.max(min, Math.ceil(level / 2)));
	}

	private endRound(): void {
		const { round } = this;
		if (this.probedFrom !== undefined) {
			for (const [kind, duration] of round.medians()) this.base.set(kind, duration);
			this.setLimit(this.probedFrom);
			this.probedFrom = undefined;
			return;
		}
		const ratio = round.ratioTo(this.base);
		for (const [kind, duration] of round.medians()) {
			this.base.set(kind, Math.min(duration, this.base.get(kind) ?? Infinity));
		}
		this.setLimit(this.limitAfter(ratio, Math.min(this.limit, round.peak)));
	}

	private limitAfter(ratio: number, level: number): number {
		const { limit, threshold } = this;
		// So few requests were in flight for another reason, and say nothing about more.
		if (level * 2 < limit) return limit;
		if (this.roundsToProbe-- <= 0) {
			this.roundsToProbe = roundsBetweenProbes;
			this.probedFrom = limit;
			return level / 2;
		}
		if (ratio > growBelow) this.threshold = Math.min(limit, level);
		if (ratio > shrinkAbove) {
			this.threshold = Math.max(level / 2, (level * shrinkAbove) / ratio - 1);
			return this.threshold;
		}
		if (ratio > growBelow || level < this.max) return limit;
		if (limit < threshold) return Math.min(limit * 2, threshold);
		return this.holdRounds-- > 0 ? limit : limit * slowGrowth;
	}

	private setLimit(limit: number): void {
		this.limit = Math.min(maxLimit, Math.max(1, limit));
		this.era += 1;
		this.round = new Round();
	}
}

/** The answers since the limit was last set. */
class Round {
	/** Max number of requests that were in flight. */
	peak = 0;

	size = 0;

	private readonly durations = new Map<string, number[]>();

	add(kind: string, duration: number): void {
		this.size += 1;
		const ofKind = this.durations.get(kind);
		if (ofKind) ofKind.push(duration);
		else this.durations.set(kind, [duration]);
	}

	medians(): Array<[kind: string, duration: number]> {
		return [...this.durations].map(([kind, durations]) => [kind, medianOf(durations)]);
	}

	/** How many times as long as the base the answers took: the median, so that a slow one does not count. */
	ratioTo(base: ReadonlyMap<string, number>): number {
		const ratios = [...this.durations].flatMap(([kind, durations]) => {
			const usual = base.get(kind);
			return usual ? durations.map((duration) => duration / usual) : [];
		});
		return ratios.length > 0 ? medianOf(ratios) : 1;
	}
}

function medianOf(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
