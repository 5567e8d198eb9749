/** Lets tasks about the same thing run one after the other, in the order in which they ask for their turn. */
export class Turns {
	private readonly last = new Map<string, Promise<void>>();

	/** Runs the task as soon as those before it have ended, however they ended. @throws what the task throws */
	async take(key: string, task: () => Promise<void>): Promise<void> {
		const before = this.last.get(key) ?? Promise.resolve();
		const turn = before.then(task, task);
		this.last.set(key, turn);
		await turn;
	}
}
