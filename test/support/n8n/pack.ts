import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, runNpm } from './process/command';
import { communityPackages } from './process/environment';

const root = join(__dirname, '..', '..', '..');

export interface Package {
	/** The file that would be published. */
	readonly tarball: string;
	/** Deletes the tarball. */
	remove(): Promise<void>;
}

/** Builds this package and packs it as it would be published. */
export async function packPackage(): Promise<Package> {
	const folder = await mkdtemp(join(tmpdir(), 'honeyhive-pack-'));
	const destination = join(folder, 'tarball');
	await mkdir(destination);
	const options = { cwd: root, logFile: join(folder, 'pack.log') };
	await runNpm(process.execPath, ['run', 'build'], options);
	await runNpm(process.execPath, ['pack', '--pack-destination', destination], options);
	const [name] = await readdir(destination);
	if (name === undefined) throw new Error(`'npm pack' left no tarball in ${destination}`);
	return {
		tarball: join(destination, name),
		remove: async () => await rm(folder, { recursive: true, force: true }),
	};
}

/** Installs the packed package where n8n finds it when it starts next. */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const target = join(communityPackages(userFolder), 'n8n-nodes-honeyhive');
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	await runCommand('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'], {
		cwd: userFolder,
		logFile: join(userFolder, 'unpack.log'),
	});
}
