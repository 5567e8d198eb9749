/** HoneyHive as of each year: `HOST_NAMES` of the emulator. */
const hosts = ['v1-2024', 'v1-2025', 'v2-2026-05', 'v2-2026-11'];

/** Suites that play HoneyHive by year. */
const overHosts = ['contract/', 'paging/', 'workflow/'];

/** Those of them that have a server or a process of their own, or take too long to repeat. */
const once = [
	'contract/cli',
	'paging/endless/',
	'paging/oddServers',
	'paging/pageLimit',
	'paging/soak',
];

const testsIn = (folder) => `<rootDir>/test/${folder.replace(/\/$/, '/**/*')}.test.ts`;

const base = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	setupFiles: ['<rootDir>/test/support/quiet.ts'],
	// TypeScript's way to name a source by the file it becomes.
	moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
	transform: {
		'\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
	},
};

/** @type {import('jest').Config} */
module.exports = {
	// All cores: by default, Jest leaves one of them idle.
	maxWorkers: '100%',
	testTimeout: 30_000,
	// n8n's engine is large: a worker that has grown is replaced rather than kept.
	workerIdleMemoryLimit: '1500MB',
	projects: [
		{
			...base,
			displayName: 'once',
			testMatch: ['unit/', 'security/', 'fuzz/', 'probe/', ...once].map(testsIn),
		},
		...hosts.map((host) => ({
			...base,
			displayName: host,
			globals: { honeyHiveHost: host },
			testMatch: overHosts.map(testsIn),
			testPathIgnorePatterns: ['/node_modules/', ...once.map((name) => `<rootDir>/test/${name}`)],
		})),
	],
};
