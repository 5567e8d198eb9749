import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder, engineFolder } from './cacheFolder';
import { runCommand, runNpm } from './process/command';
import { withLock } from './process/lock';

export const N8N_VERSION = '2.41.1';
/** For machines whose own Node is older than the 24 that n8n asks for. */
const NODE_VERSION = '24.21.0';

export interface N8nInstallation {
	/** The Node to run n8n with. */
	readonly node: string;
	/** n8n's start script. */
	readonly entry: string;
}

/** Receives the current activity each time it changes. */
export type Progress = (activity: string) => void;

/**
 * Installs n8n and, where needed, a Node of its own in the cache folder: once per machine, about
 * 3 GB and six minutes. Afterwards it returns at once. Two processes may call it at the same time.
 */
export async function installN8n(progress: Progress = () => {}): Promise<N8nInstallation> {
	const node = await installNode(progress);
	const folder = join(cacheFolder(), `n8n-${N8N_VERSION}`);
	await once(folder, progress, async () => {
		const env = await npmEnvironment(node);
		progress(`downloading n8n ${N8N_VERSION}, about 3 GB`);
		// Without --ignore-scripts one of its many drivers insists on a compiler.
		await npmInstall(node, folder, `n8n@${N8N_VERSION}`, env);
		progress('preparing its SQLite driver, which may be compiled');
		const rebuild = ['rebuild', 'sqlite3', '--ignore-scripts=false'];
		await runNpm(node, rebuild, { cwd: folder, env, logFile: join(folder, 'rebuild.log') });
		// npm can skip a script and still report success: n8n would then fail much later.
		const check = ['--eval', "require('sqlite3')"];
		await runCommand(node, check, { cwd: folder, logFile: join(folder, 'rebuild.log') });
	});
	return { node, entry: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

/** Installs n8n's engine without its server, with the modules that it provides to nodes: about 250 MB. */
export async function installEngine(version: string, progress: Progress): Promise<void> {
	const folder = engineFolder(version);
	await once(folder, progress, async () => {
		const env = await npmEnvironment();
		progress('downloading about 250 MB');
		await npmInstall(process.execPath, folder, `n8n-core@${version}`, env);
	});
}

async function installNode(progress: Progress): Promise<string> {
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	const system = process.platform === 'win32' ? 'win' : process.platform;
	const name = `node-${system}-${process.arch}`;
	const folder = join(cacheFolder(), `node-${NODE_VERSION}`);
	await once(folder, progress, async () => {
		progress(`downloading Node ${NODE_VERSION}`);
		await npmInstall(process.execPath, folder, `${name}@${NODE_VERSION}`, await npmEnvironment());
	});
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	return join(folder, 'node_modules', name, 'bin', file);
}

/** Fills a folder under a lock unless that was completed before; an incomplete one is filled again. */
async function once(folder: string, progress: Progress, fill: () => Promise<void>): Promise<void> {
	const marker = join(folder, 'installed.json');
	if (await exists(marker)) return;
	await mkdir(dirname(folder), { recursive: true });
	const onWait = (holder: number) => progress(`waiting for process ${holder}, which installs it`);
	await withLock(
		`${folder}.lock`,
		async () => {
			if (await exists(marker)) return;
			if (await exists(folder)) progress('clearing an unfinished installation');
			await rm(folder, { recursive: true, force: true });
			await mkdir(folder);
			// With a package.json of its own npm stays in this folder.
			await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
			await fill();
			// Written elsewhere and moved: the marker appears complete and last, or not at all.
			const finished = { finishedAt: new Date().toISOString() };
			await writeFile(`${marker}.new`, `${JSON.stringify(finished)}\n`);
			await rename(`${marker}.new`, marker);
		},
		onWait,
	);
}

async function npmInstall(
	node: string,
	folder: string,
	what: string,
	env: NodeJS.ProcessEnv,
): Promise<void> {
	const flags = ['--ignore-scripts', '--save-exact', '--no-audit', '--no-fund'];
	const logFile = join(folder, 'install.log');
	await runNpm(node, ['install', what, ...flags], { cwd: folder, env, logFile });
}

/** The caller's environment without what `npm run` adds for the package it runs in. */
async function npmEnvironment(node?: string): Promise<NodeJS.ProcessEnv> {
	const env: NodeJS.ProcessEnv = {};
	for (const [name, value] of Object.entries(process.env)) {
		const ofCaller = /^(npm_(lifecycle|package|command)|npm_config_local_prefix$|INIT_CWD$)/i;
		if (!ofCaller.test(name)) env[name] = value;
	}
	// A driver compiled from source needs this Node's headers, which come with the package.
	const root = node === undefined ? undefined : join(dirname(node), '..');
	if (root !== undefined && (await exists(join(root, 'include', 'node', 'node.h')))) {
		env.npm_config_nodedir = root;
	}
	return env;
}

async function exists(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}
