/** A published workflow may wait up to a minute for its next poll. */
const patienceMs = 90_000;

/** What a stand-in has received, for a test to read or await. */
export class Inbox<T> {
	private readonly received: T[] = [];
	private arrived: () => void = () => undefined;

	get all(): readonly T[] {
		return this.received;
	}

	add(item: T): void {
		this.received.push(item);
		this.arrived();
	}

	clear(): void {
		this.received.length = 0;
	}

	/** Resolves with everything once it has at least `count`. @throws Error after 90 s */
	async have(count: number): Promise<readonly T[]> {
		return await new Promise((resolve, reject) => {
			const timer = setTimeout(
				() => reject(new Error(`${this.received.length} of ${count} have arrived`)),
				patienceMs,
			);
			this.arrived = () => {
				if (this.received.length < count) return;
				clearTimeout(timer);
				resolve(this.received);
			};
			this.arrived();
		});
	}
}
