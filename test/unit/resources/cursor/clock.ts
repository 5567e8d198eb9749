/** A clock that only moves when nothing is left to do, so that hours of waiting take no time. */
export class Clock {
	private waiting: Array<{ readonly until: number; readonly resume: () => void }> = [];

	constructor(public now: number) {}

	readonly sleep = async (ms: number): Promise<void> => {
		await new Promise<void>((resume) => this.waiting.push({ until: this.now + ms, resume }));
	};

	/** Moves on to a moment, and wakes up everything that waits until then. */
	async moveTo(moment: number): Promise<void> {
		for (;;) {
			await settled();
			const next = this.takeNext(moment);
			if (!next) break;
			this.now = next.until;
			next.resume();
		}
		this.now = moment;
	}

	/** Whatever waits is never woken up, as after a crash of the process that it was in. */
	dropAll(): void {
		this.waiting = [];
	}

	private takeNext(moment: number) {
		const earliest = Math.min(...this.waiting.map(({ until }) => until));
		if (earliest > moment) return undefined;
		const index = this.waiting.findIndex(({ until }) => until === earliest);
		return this.waiting.splice(index, 1)[0];
	}
}

/** Resolves when all promises that can go on have done so. */
async function settled(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
}
