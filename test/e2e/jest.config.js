const [base] = require('../../jest.config.js').projects;

/** All test files share one real n8n with the packed node. */
/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: base.testEnvironment,
	transform: base.transform,
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e'],
	testMatch: ['**/*.test.ts'],
	globalSetup: '<rootDir>/test/e2e/setup.ts',
	globalTeardown: '<rootDir>/test/e2e/teardown.ts',
	// n8n needs the machine's cores more than Jest does.
	maxWorkers: 1,
	maxConcurrency: 20,
	testTimeout: 120_000,
};
