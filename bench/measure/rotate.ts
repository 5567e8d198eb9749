/** Changes the order from round to round, so that no contestant always runs first. */
export function rotate<Item>(items: readonly Item[], by: number): Item[] {
	const start = by % items.length;
	return [...items.slice(start), ...items.slice(0, start)];
}
