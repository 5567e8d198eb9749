import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startTree, type ProcessTree } from '../n8n/process/processTree';

/** Where Debian puts the programs of its packages; PostgreSQL's are not on the path. */
const FOLDERS = ['/usr/bin', ...postgresFolders()];

interface StartOptions {
	/** Where it runs and writes its log, server.log. */
	readonly folder: string;
	/** The user that it runs as, if this process may switch users. */
	readonly user?: string;
}

/** @throws Error naming the Debian package and the variable that can take its place. */
export function findProgram(name: string, debianPackage: string, urlVariable: string): string {
	const found = FOLDERS.map((folder) => join(folder, name)).find(existsSync);
	if (found === undefined) {
		throw new Error(
			`'${name}' is not in ${FOLDERS.join(', ')}: install Debian's package ${debianPackage}, or set ${urlVariable} to a server that is up`,
		);
	}
	return found;
}

/** Starts a server that ends with this process, also when this process is killed. */
export function startProgram(
	command: string,
	args: readonly string[],
	{ folder, user }: StartOptions,
): ProcessTree {
	return startTree({
		command: 'setpriv',
		// The kernel sends this signal when this process exits; it survives the change of user.
		args: [...asUser(user), '--pdeathsig', 'QUIT', command, ...args],
		cwd: folder,
		env: process.env,
		logFile: serverLog(folder),
	});
}

export function serverLog(folder: string): string {
	return join(folder, 'server.log');
}

/** setpriv's arguments; none when this process cannot become another user. */
export function asUser(user: string | undefined): string[] {
	if (user === undefined || process.getuid?.() !== 0) return [];
	return [`--reuid=${user}`, `--regid=${user}`, '--init-groups'];
}

/** The newest version first. */
function postgresFolders(): string[] {
	const versions = '/usr/lib/postgresql';
	if (!existsSync(versions)) return [];
	return readdirSync(versions)
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => join(versions, version, 'bin'));
}
