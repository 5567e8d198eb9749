/** Asks again and again until it is so, where there is no event to wait for. @throws Error after 30 s */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
	for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
		if (await isSo()) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error('It did not come to pass in 30 s');
}
