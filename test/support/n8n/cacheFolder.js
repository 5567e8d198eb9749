const { homedir } = require('node:os');
const { join } = require('node:path');

/** Where n8n and its engines are installed. In JavaScript, because Jest's configuration needs it too. */
exports.cacheFolder = () => {
	const chosen = process.env.HONEYHIVE_NODES_CACHE;
	if (chosen) return chosen;
	return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-honeyhive');
};

/**
 * Where `installEngine` installs this version of n8n's engine.
 * @param {string} version
 */
exports.engineFolder = (version) => join(exports.cacheFolder(), `n8n-core-${version}`);
