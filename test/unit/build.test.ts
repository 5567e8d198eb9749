import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { n8n } from '../../package.json';

const run = promisify(execFile);
const root = join(__dirname, '..', '..');
const compiler = require.resolve('typescript/bin/tsc');

/** The compiled package, in place of dist. */
let dist: string;

beforeAll(async () => {
	dist = await mkdtemp(join(tmpdir(), 'honeyhive-build-'));
	// Types are checked by `npm run typecheck`; skipping them here halves the time.
	const options = ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', dist];
	await run(process.execPath, [compiler, ...options], { cwd: root });
	await symlink(join(root, 'node_modules'), join(dist, 'node_modules'), 'junction');
}, 60_000);

afterAll(async () => {
	await rm(dist, { recursive: true, force: true });
});

/** The files in `credentials` and `nodes`, without their extension. */
async function modulesIn(folder: string, extension: string): Promise<string[]> {
	const folders = ['credentials', 'nodes'].map(async (name) =>
		(await readdir(join(folder, name), { recursive: true }))
			.filter((file) => file.endsWith(extension))
			.map((file) => `${name}/${file.replaceAll('\\', '/').slice(0, -extension.length)}`),
	);
	return (await Promise.all(folders)).flat().sort();
}

/** Runs a script in plain Node.js, in the compiled package's folder, and returns what it prints. */
async function printed(script: string): Promise<string> {
	return (await run(process.execPath, ['--eval', script], { cwd: dist })).stdout;
}

interface Frame {
	readonly function: string;
	/** From the package's root, without its extension. */
	readonly module: string;
	readonly line: number;
}

/** The lines of a stack trace that name a file of the compiled package. */
function framesOf(stack: string): Frame[] {
	const frame = /at (?:async )?(?:\w+\.)?(\w+) \(.*[\\/]((?:credentials|nodes)[\\/].+)\.js:(\d+):/g;
	return [...stack.matchAll(frame)].map(([, name = '', path = '', line]) => ({
		function: name,
		module: path.replaceAll('\\', '/'),
		line: Number(line),
	}));
}

async function compiledLine({ module, line }: Frame): Promise<string | undefined> {
	return (await readFile(join(dist, `${module}.js`), 'utf8')).split('\n')[line - 1];
}

describe('the build', () => {
	it('compiles each TypeScript file to one JavaScript file of the same path', async () => {
		expect(await modulesIn(dist, '.js')).toEqual(await modulesIn(root, '.ts'));
	});

	it('loads in plain Node.js, with the classes that n8n looks for', async () => {
		const files = [...n8n.credentials, ...n8n.nodes].map((file) => file.replace(/^dist\//, './'));
		const classes = await printed(
			`console.log(${JSON.stringify(files)}.flatMap((file) => Object.keys(require(file))).join())`,
		);

		expect(classes.trim()).toBe('HoneyHiveApi,HoneyHive,HoneyHiveTrigger');
	});

	it('names the function, file and line that threw in a stack trace', async () => {
		// The context is empty where n8n would pass its own, so the first call on it throws.
		const stack = await printed(`
			const { HoneyHive } = require('./nodes/HoneyHive/HoneyHive.node.js');
			new HoneyHive().execute.call({}).catch((error) => console.log(error.stack));
		`);
		const [, method] = /(\w+) is not a function/.exec(stack) ?? [];
		const [thrower, caller] = framesOf(stack);
		if (!thrower || !caller) throw new Error(`Expected two functions of the package in ${stack}`);

		expect(await compiledLine(thrower)).toContain(`.${method}(`);
		expect(await readFile(join(root, `${thrower.module}.ts`), 'utf8')).toContain(
			`function ${thrower.function}(`,
		);
		expect(caller).toMatchObject({ function: 'execute', module: 'nodes/HoneyHive/HoneyHive.node' });
		expect(await compiledLine(caller)).toContain(`${thrower.function})(`);
	});
});
