// `npm run demo`: from a fresh clone to exported events. This part runs before anything is installed,
// so it uses Node's own modules only. demo/demo.ts does the rest.
import { spawn } from 'node:child_process';
import {
	closeSync,
	existsSync,
	mkdtempSync,
	openSync,
	readFileSync,
	rmSync,
	statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const started = Date.now();
let child;

process.chdir(root);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	// The child cleans up and exits, and this process exits with it.
	process.on(signal, () => child?.kill(signal));
}
process.exitCode = await main();

async function main() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major < 20 || (major === 20 && minor < 18)) {
		process.stderr.write(
			`The demo needs Node 20.18 or newer, but this is Node ${process.version}.\n`,
		);
		return 1;
	}
	const code = isInstalled() ? 0 : await install();
	if (code !== 0) return code;
	return await run(process.execPath, ['--import', 'tsx', 'demo/demo.ts', ...args()], {
		// The channel tells the child when this process is gone.
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
		env: { ...process.env, DEMO_STARTED_AT: String(started) },
	});
}

function args() {
	return process.argv.slice(2);
}

/** npm writes its own lock file into node_modules last, so that it is newer than the one it installed from. */
function isInstalled() {
	const installed = join('node_modules', '.package-lock.json');
	if (!existsSync(installed)) return false;
	return statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;
}

async function install() {
	const title = 'Installing the development dependencies (npm ci)';
	const logFile = join(mkdtempSync(join(tmpdir(), 'honeyhive-demo-')), 'npm-ci.log');
	const log = openSync(logFile, 'a');
	const begun = Date.now();
	const terminal = process.stdout.isTTY;
	// A line that wraps cannot be overwritten.
	const width = Math.min(82, (process.stdout.columns || 100) - 13);
	const line = (sign) => {
		const seconds = `${((Date.now() - begun) / 1000).toFixed(1)} s`;
		return `${sign} ${title.padEnd(width)} ${seconds.padStart(8)}`;
	};
	const timer = setInterval(
		() => process.stdout.write(terminal ? `\r${line(' ')}` : `${line(' ')}\n`),
		terminal ? 500 : 10_000,
	);
	const script = process.env.npm_execpath;
	const command = script?.endsWith('.js') ? [process.execPath, script] : ['npm'];
	const code = await run(command[0], [...command.slice(1), 'ci', '--no-audit', '--no-fund'], {
		stdio: ['ignore', log, log],
		// npm is a shell script on Windows.
		shell: command.length === 1 && process.platform === 'win32',
	});
	clearInterval(timer);
	closeSync(log);
	process.stdout.write(`${terminal ? '\r' : ''}${line(code === 0 ? '✔' : '✖')}\n`);
	if (code === 0) rmSync(dirname(logFile), { recursive: true });
	else process.stderr.write(`'npm ci' failed (see ${logFile}):\n${reason(logFile)}\n`);
	return code;
}

/** npm prints the reason first, followed by lengthy usage notes. */
function reason(logFile) {
	const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
	const errors = lines.filter((line) => line.startsWith('npm error'));
	return (errors.length > 0 ? errors.slice(0, 15) : lines.slice(-15)).join('\n');
}

function run(command, args, options) {
	return new Promise((resolve) => {
		child = spawn(command, args, options);
		child.once('error', (error) => {
			process.stderr.write(`${command} could not be started: ${error.message}\n`);
			resolve(1);
		});
		child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
	});
}
