import { wait } from './wait';

/**
 * Waits for a task, but no longer than until a deadline. The task itself goes on: what it waits for may
 * never come, and cannot be ended from here.
 *
 * @param deadline UTC milliseconds
 * @throws an error with the code ETIMEDOUT at the deadline, or what the task throws before it
 */
export async function before<Result>(deadline: number, task: Promise<Result>): Promise<Result> {
	let isOver = false;
	const result = task.then((value) => ({ value }));
	const timeout = wait(deadline - Date.now(), () => isOver).then(() => 'timed out' as const);
	try {
		const outcome = await Promise.race([result, timeout]);
		if (outcome !== 'timed out') return outcome.value;
	} finally {
		isOver = true;
	}
	throw Object.assign(new Error('It did not end in time'), { code: 'ETIMEDOUT' });
}
