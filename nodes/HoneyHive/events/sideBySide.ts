/**
 * Runs a task for each of a number of items, in their order, with at most `max` of them under way
 * at the same time. After one fails, no other begins, and those under way end first.
 *
 * @throws what the first item that failed threw
 */
export async function sideBySide(
	items: number,
	max: number,
	run: (item: number) => Promise<void>,
): Promise<void> {
	const failures = new Map<number, unknown>();
	let next = 0;
	const work = async (): Promise<void> => {
		while (next < items && failures.size === 0) {
			const item = next++;
			try {
				await run(item);
			} catch (error) {
				failures.set(item, error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(max, items) }, work));
	if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
}
