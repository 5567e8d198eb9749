/** Runs tasks one after another, in the order in which they come. */
export class InTurn {
	private last: Promise<unknown> = Promise.resolve();

	async run<Result>(task: () => Promise<Result>): Promise<Result> {
		const turn = this.last.then(task);
		this.last = turn.catch(() => undefined);
		return await turn;
	}
}
