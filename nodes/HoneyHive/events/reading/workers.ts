/** Runs at most a given number of tasks at the same time. A task must not reject. */
export class Workers {
	private readonly running = new Set<Promise<void>>();

	constructor(private readonly max: number) {}

	get free(): number {
		return this.max - this.running.size;
	}

	get areIdle(): boolean {
		return this.running.size === 0;
	}

	start(task: Promise<void>): void {
		const running = task.finally(() => this.running.delete(running));
		this.running.add(running);
	}

	/** Resolves as soon as one of the running tasks ends. */
	async nextEnd(): Promise<void> {
		await Promise.race(this.running);
	}

	async allEnd(): Promise<void> {
		await Promise.all(this.running);
	}
}
