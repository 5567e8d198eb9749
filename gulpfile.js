const { rm } = require('node:fs/promises');
const { dest, src } = require('gulp');

/** Empties dist, so that nothing from an earlier build is packed. */
exports.clean = () => rm('dist', { recursive: true, force: true });

/** Copies what `tsc` does not compile: icons, codex files and the editor's output previews. */
exports.default = () =>
	src(['nodes/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		// Copy the bytes as they are instead of decoding them as text.
		encoding: false,
	}).pipe(dest('dist'));
