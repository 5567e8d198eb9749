/**
 * Runs a task for each of a number of items, in their order, with at most `max` of them under way
 * at the same time. After one fails, no other begins, and those under way end first.
 *
 * @throws what the first item that failed threw
 */
export async function sideBySide<Item>(
	items: readonly Item[],
	max: number,
	run: (item: Item) => Promise<void>,
): Promise<void> {
	const failures = new Map<number, unknown>();
	const left = items.entries();
	const work = async (): Promise<void> => {
		// All of them take from the same iterator.
		for (const [index, item] of left) {
			try {
				await run(item);
			} catch (error) {
				failures.set(index, error);
			}
			if (failures.size > 0) return;
		}
	};
	await Promise.all(Array.from({ length: Math.min(max, items.length) }, work));
	if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
}
