/** Fails with the ids that occur a second time. */
export function expectEachOnce(ids: readonly string[]): void {
	const seen = new Set<string>();
	expect(ids.filter((id) => seen.has(id) || !seen.add(id))).toEqual([]);
}
