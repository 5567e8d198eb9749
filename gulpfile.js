const { rm } = require('node:fs/promises');
const { Transform } = require('node:stream');
const { dest, parallel, src } = require('gulp');

/** Empties dist, so that nothing of an earlier build is packed. */
exports.clean = () => rm('dist', { recursive: true, force: true });

/** Copies what tsc leaves behind: icons, codex files and the editor's output previews. */
const copy = () =>
	src(['nodes/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		// An svg must arrive byte for byte.
		encoding: false,
	}).pipe(dest('dist'));

/** tsc indents with four spaces, which are a tenth of what is shipped. */
const indent = () => src('dist/**/*.js').pipe(withTabs()).pipe(dest('dist'));

function withTabs() {
	return new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			const text = file.contents.toString().replace(/^(?: {4})+/gm, tabsFor);
			file.contents = Buffer.from(text);
			done(null, file);
		},
	});
}

const tabsFor = (spaces) => '\t'.repeat(spaces.length / 4);

exports.assets = parallel(copy, indent);
