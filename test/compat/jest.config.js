const { join } = require('node:path');
const engines = require('./engines.json');
const [base] = require('../../jest.config.js').projects;
const { engineFolder } = require('../support/n8n/cacheFolder');

/** Modules of engines that are ECMAScript modules, which Jest cannot load with `require`. */
const esModules = '/node_modules/(p-retry|is-network-error)/';

const rootDir = join(__dirname, '..', '..');

/** The built package in several versions of n8n's engine. */
/** @type {import('jest').Config} */
module.exports = {
	rootDir,
	globalSetup: '<rootDir>/test/compat/setup.ts',
	reporters: ['<rootDir>/test/compat/table.js'],
	// An engine and what it loads take half a gigabyte.
	maxWorkers: 2,
	// The oldest engine would keep the process alive.
	forceExit: true,
	testTimeout: 60_000,
	projects: engines.map(({ n8n, core }) => ({
		...base,
		rootDir,
		displayName: `n8n ${n8n}`,
		roots: ['<rootDir>/test/compat'],
		testMatch: ['**/*.test.ts'],
		moduleNameMapper: {
			// What n8n provides comes from this engine.
			'^(n8n-core|n8n-workflow|luxon|zod)$': join(engineFolder(core), 'node_modules', '$1'),
			// What ships, instead of its sources.
			'/(nodes/HoneyHive/HoneyHive(?:Trigger)?\\.node)\\.js$': '<rootDir>/dist/$1.js',
			'/(credentials/HoneyHiveApi\\.credentials)$': '<rootDir>/dist/$1.js',
			...base.moduleNameMapper,
		},
		transform: { ...base.transform, [`${esModules}.*\\.js$`]: '@swc/jest' },
		transformIgnorePatterns: [`/node_modules/(?!${esModules.slice('/node_modules/'.length)})`],
	})),
};
