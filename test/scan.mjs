/**
 * What n8n requires of a community package: its official scanner passes the sources and what
 * `npm pack` would publish, and its CLI finds the package eligible for n8n Cloud. The tarball may
 * hold only what users need. Expects dist to be built.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line) => process.stdout.write(`${line}\n`);

/** About a fifth of it are comments. More would be a sign of something that users do not need. */
const maxUnpackedBytes = 650_000;
const allowed =
	/^(dist\/(credentials|nodes)\/.+\.(js|json|svg)|README\.md|LICENSE|CHANGELOG\.md|package\.json)$/;

function unpack(folder) {
	const [{ filename }] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
			cwd: root,
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	);
	execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
	return join(folder, 'package');
}

function filesIn(folder) {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** What is wrong with the tarball's content, one line each. */
function faultsOf(folder) {
	const files = filesIn(folder);
	const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
	const { n8n, dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	say(`tarball: ${files.length} files, ${(bytes / 1000).toFixed(1)} kB unpacked`);
	return [
		...files.filter((file) => !allowed.test(file)).map((file) => `${file} does not belong there`),
		...[...n8n.nodes, ...n8n.credentials]
			.filter((file) => !files.includes(file))
			.map((file) => `${file} is missing: has dist been built?`),
		...Object.keys(dependencies).map((name) => `${name} is a run-time dependency`),
		...(bytes > maxUnpackedBytes
			? [`${bytes} bytes unpacked exceed the limit of ${maxUnpackedBytes}`]
			: []),
	];
}

async function scan(what, folder, patterns) {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	say(`${what}: ${passed ? '0 errors' : `${message}\n${details ?? ''}`}`);
	return passed;
}

/** Whether strict mode is on and eslint.config.mjs is n8n's own. */
function isCloudEligible() {
	const status = execFileSync('npx', ['--no', 'n8n-node', 'cloud-support'], {
		cwd: root,
		encoding: 'utf8',
		// Without colors, which would split the words searched for.
		env: { ...process.env, NO_COLOR: '1' },
	});
	const eligible = status.includes('Status: eligible');
	say(`n8n Cloud: ${eligible ? 'eligible' : status}`);
	return eligible;
}

const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-honeyhive-scan-'));
try {
	const unpacked = unpack(folder);
	const sources = await scan('sources', root, SOURCE_FILE_PATTERNS);
	const tarball = await scan('tarball', unpacked);
	const faults = faultsOf(unpacked);
	for (const fault of faults) say(`tarball: ${fault}`);
	const eligible = isCloudEligible();
	process.exitCode = sources && tarball && eligible && faults.length === 0 ? 0 : 1;
} finally {
	rmSync(folder, { recursive: true });
}
