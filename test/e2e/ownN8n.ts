import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { N8nSession } from '../support/n8n/api/session';
import { startN8n } from '../support/n8n/instance';
import { communityPackages } from '../support/n8n/process/environment';
import { sharedInstance } from './instance';

/** An n8n that a test has to itself, because it kills n8n or changes its settings. */
export interface OwnN8n {
	/** Signed in as the owner. */
	readonly session: N8nSession;
	/** Ends it as a crash does. */
	kill(): Promise<void>;
	/** Starts it again, with what it had saved. */
	restart(): Promise<void>;
	/** The last lines that it printed. */
	logTail(): Promise<string>;
	/** Stops it and deletes what it saved. */
	close(): Promise<void>;
}

/** Starts an n8n with the packed node. @param env n8n's settings */
export async function startOwnN8n(env: Readonly<Record<string, string>> = {}): Promise<OwnN8n> {
	const userFolder = await mkdtemp(join(tmpdir(), 'honeyhive-own-n8n-'));
	const packages = communityPackages(sharedInstance().folder);
	await cp(packages, communityPackages(userFolder), { recursive: true });
	let n8n = await startN8n({ userFolder, env });
	let session = new N8nSession(n8n.url);
	await session.setUpOwner();
	return {
		get session() {
			return session;
		},
		kill: async () => await n8n.kill(),
		restart: async () => {
			n8n = await startN8n({ userFolder, env });
			session = new N8nSession(n8n.url);
			await session.logIn();
		},
		logTail: async () => await n8n.logTail(),
		close: async () => {
			await n8n.stop();
			await rm(userFolder, { recursive: true, force: true });
		},
	};
}
