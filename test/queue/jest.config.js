const base = require('../../jest.config.js');

/** n8n in queue mode, with a Redis and a PostgreSQL, for the one file here. */
/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: base.testEnvironment,
	transform: base.transform,
	rootDir: '../..',
	roots: ['<rootDir>/test/queue'],
	testMatch: ['**/*.test.ts'],
	// Starting everything, and then the backfill with a dead worker in it: minutes where cores are few.
	testTimeout: 600_000,
};
