const e2e = require('../e2e/jest.config.js');

/** The trigger in a real n8n, for as long as one likes. */
/** @type {import('jest').Config} */
module.exports = { ...e2e, roots: ['<rootDir>/test/poll'] };
