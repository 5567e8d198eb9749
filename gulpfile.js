const { rm } = require('node:fs/promises');
const { dest, src } = require('gulp');

/** Empties dist, so that nothing of an earlier build is packed. */
exports.clean = () => rm('dist', { recursive: true, force: true });

/** Copies what tsc leaves behind: icons, codex files and the editor's output previews. */
exports.assets = () =>
	src(['nodes/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		// An svg must arrive byte for byte.
		encoding: false,
	}).pipe(dest('dist'));
