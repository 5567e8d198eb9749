/** Within so many seconds, requests are counted. */
export const windowSeconds = 1;

/** Serves so many requests within any second. Those that it refuses do not count. */
export class RateLimit {
	/** When the requests of the last second were served, in order. */
	private readonly served: number[] = [];

	/** @param perSecond undefined: as many as come */
	constructor(private readonly perSecond = Infinity) {}

	/** @param now in milliseconds, by a clock that never goes back */
	admit(now: number): boolean {
		while (now - (this.served[0] ?? now) >= windowSeconds * 1000) this.served.shift();
		if (this.served.length >= this.perSecond) return false;
		this.served.push(now);
		return true;
	}
}
