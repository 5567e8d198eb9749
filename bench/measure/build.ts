import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const repository = join(__dirname, '..', '..');

const sources = ['nodes', 'credentials', 'bench', 'test/emulator', 'test/support'];

/** What n8n does not bring. */
const own = ['csv-parse', 'honeyhive', 'undici'];

export interface Build {
	/** The compiled file of a source, which is named from the repository's root. */
	fileOf(source: string): string;
	/** A folder that n8n may keep files in. */
	readonly storage: string;
	remove(): Promise<void>;
}

/**
 * Compiles the node and the contestants to plain JavaScript in a temporary folder whose packages are
 * those of the installed n8n. So the node runs as it does for a user: without a loader in between
 * that changes its code, and in the engine that n8n's own nodes run in.
 *
 * @param n8nModules the node_modules of that n8n
 */
export async function build(n8nModules: string): Promise<Build> {
	const folder = await mkdtemp(join(tmpdir(), 'honeyhive-bench-'));
	for (const source of sources) await compileFolder(join(repository, source), folder);
	await symlink(n8nModules, join(folder, 'node_modules'), 'junction');
	const ownModules = join(folder, 'bench', 'node_modules');
	await mkdir(ownModules);
	for (const name of own) {
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

/** As the package's own build does. */
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
