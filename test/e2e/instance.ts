import { N8nSession } from '../support/n8n/session';

/** Jest loads the setup, the teardown and each test file apart: they meet here. */
const URL_VARIABLE = 'HONEYHIVE_E2E_N8N_URL';

declare global {
	var endSharedN8n: (() => Promise<void>) | undefined;
}

/** Called once, before all tests. */
export function shareInstance(url: string, end: () => Promise<void>): void {
	process.env[URL_VARIABLE] = url;
	globalThis.endSharedN8n = end;
}

/** Called once, after all tests. */
export async function endSharedInstance(): Promise<void> {
	await globalThis.endSharedN8n?.();
}

/** Signs in to the one n8n of this test run. */
export async function signIn(): Promise<N8nSession> {
	const url = process.env[URL_VARIABLE];
	if (url === undefined) throw new Error("No n8n is up: run these tests with 'npm run test:e2e'");
	const session = new N8nSession(url);
	await session.logIn();
	return session;
}
