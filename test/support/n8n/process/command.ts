import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { logTail } from './logTail';
import { startTree } from './processTree';

interface CommandOptions {
	readonly cwd: string;
	readonly logFile: string;
	readonly env?: NodeJS.ProcessEnv;
	/** The program is a Node that ends with this process even when it is killed. */
	readonly guarded?: boolean;
}

/**
 * Runs a program to its end, with its output in the log file.
 * @throws Error that names the command, with the last lines of the log, if it fails
 */
export async function runCommand(
	command: string,
	args: readonly string[],
	{ cwd, logFile, env = process.env, guarded }: CommandOptions,
): Promise<void> {
	await mkdir(dirname(logFile), { recursive: true });
	const tree = startTree({ command, args, cwd, env, logFile, guarded });
	const code = await tree.exited;
	if (code === 0) return;
	const how = code === null ? 'was stopped by a signal' : `ended with exit code ${code}`;
	const tail = await logTail(logFile);
	throw new Error(`'${[command, ...args].join(' ')}' ${how}. Last lines of ${logFile}:\n${tail}`);
}

/** Runs npm to its end, on the given Node. */
export async function runNpm(
	node: string,
	args: readonly string[],
	options: CommandOptions,
): Promise<void> {
	// npm's scripts call plain "node": it must be this one.
	const env: NodeJS.ProcessEnv = { ...(options.env ?? process.env) };
	const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
	env[pathName] = [dirname(node), env[pathName] ?? ''].join(delimiter);
	await runCommand(node, [npmScript(), ...args], { ...options, env, guarded: true });
}

/** npm as a script, so that it runs under a chosen Node and without a shell. */
function npmScript(): string {
	const bin = dirname(process.execPath);
	const candidates = [
		process.env.npm_execpath,
		join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
		join(bin, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
		'/usr/share/nodejs/npm/bin/npm-cli.js',
	];
	const found = candidates.find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
	if (found === undefined) {
		throw new Error(`npm was not found next to ${process.execPath}: start this with 'npm run'`);
	}
	return found;
}
