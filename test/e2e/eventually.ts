/**
 * Checks repeatedly until the condition holds, where there is no event to await.
 * @throws Error after 30 s, or `patienceMs`
 */
export async function eventually(isSo: () => Promise<boolean>, patienceMs = 30_000): Promise<void> {
	for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
		if (await isSo()) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error(`The condition did not hold within ${patienceMs / 1000} s`);
}
