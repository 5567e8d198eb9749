/** @type {import('jest').Config} */
module.exports = {
	testTimeout: 30_000,
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	setupFiles: ['<rootDir>/test/support/quiet.ts'],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/queue/'],
	// TypeScript's way to name a source by the file it becomes.
	moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
	transform: {
		'\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
	},
	// n8n's engine is large: a worker that has grown is replaced rather than kept.
	workerIdleMemoryLimit: '1500MB',
};
