/** Checks repeatedly until the condition holds, where there is no event to await. @throws Error after 30 s */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
	for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
		if (await isSo()) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error('The condition did not hold within 30 s');
}
