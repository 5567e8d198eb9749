const { mkdir, rm, writeFile } = require('node:fs/promises');
const { dirname, relative } = require('node:path');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

/** All the code in one file: a class is in it once, however many of n8n's files need it. */
const bundle = 'dist/honeyhive.js';

/** The files that n8n loads, each with the class that it looks for in it. */
const entries = [...n8n.credentials, ...n8n.nodes].map((file) => ({
	file,
	source: `./${file.replace(/^dist\//, '').replace(/\.js$/, '')}`,
	name: file.match(/(\w+)\.\w+\.js$/)[1],
}));

/** Empties dist, so that nothing of an earlier build is packed. */
const clean = () => rm('dist', { recursive: true, force: true });

/** What n8n brings along stays outside. The names stay, for whoever reads a stack. */
const compile = () =>
	build({
		stdin: {
			contents: entries
				.map(({ name, source }) => `export { ${name} } from '${source}';`)
				.join('\n'),
			resolveDir: __dirname,
		},
		bundle: true,
		packages: 'external',
		platform: 'node',
		target: 'es2022',
		format: 'cjs',
		minify: true,
		keepNames: true,
		legalComments: 'none',
		outfile: bundle,
	});

const link = async () => {
	for (const { file, name } of entries) {
		const path = relative(dirname(file), bundle).replaceAll('\\', '/');
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, `exports.${name} = require('${path}').${name};\n`);
	}
};

/** Copies what is no code: icons, codex files and the editor's output previews. */
const copy = () =>
	src(['nodes/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		// An svg must arrive byte for byte.
		encoding: false,
	}).pipe(dest('dist'));

exports.default = series(clean, parallel(compile, link, copy));
