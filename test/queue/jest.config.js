const [base] = require('../../jest.config.js').projects;

/** n8n in queue mode, with its Redis and PostgreSQL. */
/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: base.testEnvironment,
	moduleNameMapper: base.moduleNameMapper,
	transform: base.transform,
	rootDir: '../..',
	roots: ['<rootDir>/test/queue'],
	testMatch: ['**/*.test.ts'],
	globalSetup: '<rootDir>/test/queue/setup.ts',
	// n8n needs the machine's cores more than Jest does.
	maxWorkers: 1,
	// Five servers start, and a backfill waits until n8n notices a dead worker: minutes on a busy machine.
	testTimeout: 600_000,
};
