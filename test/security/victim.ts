/**
 * A process of its own that runs the node: if the node makes it run out of memory, only this process
 * ends. It receives what to run, and sends how the run ended.
 */
import { runNode, type RunOptions } from '../support/engine';

export interface Outcome {
	readonly message: string | undefined;
	readonly description: string | null | undefined;
	readonly ids: unknown[];
}

process.on('message', (options: RunOptions) => {
	void runNode(options).then(({ error, items }) => {
		const outcome: Outcome = {
			message: error?.message,
			description: error?.description,
			ids: items.map(({ json }) => json.event_id),
		};
		process.send?.(outcome);
	});
});

// Without the process that started it, nobody would end it.
process.on('disconnect', () => process.exit());
