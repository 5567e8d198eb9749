import { N8nSession } from '../support/n8n/api/session';
import type { GatewayPlace } from '../support/standins/gateway';

/** Jest runs the setup and each test file in separate processes, which share this variable. */
const INSTANCE_VARIABLE = 'HONEYHIVE_E2E_N8N';

/** The one n8n of a test run. */
export interface SharedInstance {
	readonly url: string;
	/** Its only way out. A test that opens it says which stand-ins it leads to. */
	readonly gateway: GatewayPlace;
	/** The folder that it was started in. */
	readonly folder: string;
}

declare global {
	var endSharedN8n: (() => Promise<void>) | undefined;
}

/** Called once, before all tests. */
export function shareInstance(instance: SharedInstance, end: () => Promise<void>): void {
	process.env[INSTANCE_VARIABLE] = JSON.stringify(instance);
	globalThis.endSharedN8n = end;
}

/** Called once, after all tests. */
export async function endSharedInstance(): Promise<void> {
	await globalThis.endSharedN8n?.();
}

export function sharedInstance(): SharedInstance {
	const shared = process.env[INSTANCE_VARIABLE];
	if (shared === undefined)
		throw new Error("No n8n is up: run these tests with 'npm run test:e2e'");
	return JSON.parse(shared) as SharedInstance;
}

/** Signs in to the one n8n of this test run. */
export async function signIn(): Promise<N8nSession> {
	const session = new N8nSession(sharedInstance().url);
	await session.logIn();
	return session;
}
