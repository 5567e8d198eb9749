import { Pace } from './pace';

/** Lets requests to one host pass, as many at a time as its pace allows. The others wait, in their order. */
export class Gate {
	readonly pace = new Pace();

	private inside = 0;

	private readonly waiting: Array<{ readonly max: number; readonly open: () => void }> = [];

	/**
	 * Runs a task when it is its turn. Nothing ends the wait early: whoever has lost interest finds out when the
	 * requests before it have ended, which they do with their own deadlines.
	 *
	 * @param max tasks at a time, whatever the pace allows
	 * @param task may leave before it ends, so that the next one begins
	 */
	async pass<T>(max: number, task: (leave: () => void) => Promise<T>): Promise<T> {
		await new Promise<void>((open) => {
			this.waiting.push({ max, open });
			this.openForNext();
		});
		let isInside = true;
		const leave = (): void => {
			if (!isInside) return;
			isInside = false;
			this.inside -= 1;
			this.openForNext();
		};
		try {
			return await task(leave);
		} finally {
			leave();
		}
	}

	private openForNext(): void {
		for (let [next] = this.waiting; next; [next] = this.waiting) {
			if (this.inside >= Math.min(next.max, this.pace.max)) return;
			this.waiting.shift();
			this.inside += 1;
			next.open();
		}
	}
}
