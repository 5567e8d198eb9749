import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const repository = join(__dirname, '..', '..');

const sources = ['nodes', 'credentials', 'bench', 'test/emulator', 'test/support'];

/** Packages that contestants need and n8n does not contain. */
const ownPackages = ['csv-parse', 'honeyhive', 'undici'];

export interface Build {
	/** @param source path from the root of the repository */
	fileOf(source: string): string;
	/** A folder for the files that n8n stores. */
	readonly storage: string;
	remove(): Promise<void>;
}

/**
 * Compiles the node and the contestants to JavaScript in a temporary folder that uses the packages
 * of the installed n8n. The node then runs as it does for a user: as plain JavaScript, in the same
 * engine as n8n's own nodes.
 *
 * @param n8nModules the node_modules folder of the installed n8n
 */
export async function build(n8nModules: string): Promise<Build> {
	const folder = await mkdtemp(join(tmpdir(), 'honeyhive-bench-'));
	for (const source of sources) await compileFolder(join(repository, source), folder);
	await symlink(n8nModules, join(folder, 'node_modules'), 'junction');
	const ownModules = join(folder, 'bench', 'node_modules');
	await mkdir(ownModules);
	for (const name of ownPackages) {
		await symlink(join(repository, 'node_modules', name), join(ownModules, name), 'junction');
	}
	const storage = join(folder, 'storage');
	await mkdir(storage);
	return {
		storage,
		fileOf: (source) => join(folder, source).replace(/\.ts$/, '.js'),
		remove: async () => await rm(folder, { recursive: true, force: true }),
	};
}

async function compileFolder(from: string, to: string): Promise<void> {
	for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
		const source = join(entry.parentPath, entry.name);
		const target = join(to, relative(repository, source)).replace(/\.ts$/, '.js');
		await mkdir(dirname(target), { recursive: true });
		await writeFile(target, compile(await readFile(source, 'utf8'), source));
	}
}

/** Uses the same compiler options as the package's build. */
function compile(text: string, fileName: string): string {
	return transpileModule(text, {
		fileName,
		compilerOptions: {
			module: ModuleKind.CommonJS,
			target: ScriptTarget.ES2022,
			esModuleInterop: true,
		},
	}).outputText;
}
