import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', '.github', 'workflows');
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const files = readdirSync(folder);

/** The text of each job of a workflow, by its name. */
function jobsOf(file: string): Map<string, string> {
	const [, jobs = ''] = textOf(file).split(/^jobs:\n/m);
	const parts = jobs.split(/^ {2}([\w-]+):\n/m).slice(1);
	return new Map(parts.flatMap((name, i) => (i % 2 === 0 ? [[name, parts[i + 1] ?? '']] : [])));
}

describe.each(files)('The workflow %s', (file) => {
	it('pins each action to a commit, with its version as a comment', () => {
		const uses = textOf(file).match(/uses:.*/g) ?? [];
		expect(uses.length).toBeGreaterThan(0);
		for (const use of uses) expect(use).toMatch(/^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it('grants no more than reading to all jobs', () => {
		expect(textOf(file)).toMatch(/^permissions:( \{\}|\n {2}contents: read)\n\n/m);
	});

	it('leaves no token behind that its steps could use', () => {
		const checkouts = textOf(file).match(/actions\/checkout@.*\n.*\n.*/g) ?? [];
		expect(checkouts.length).toBeGreaterThan(0);
		for (const checkout of checkouts) expect(checkout).toContain('persist-credentials: false');
	});
});

describe('The job that publishes', () => {
	const publish = jobsOf('publish.yml').get('publish') ?? '';

	it('is the only one that can prove to npm who it is', () => {
		const provers = files.flatMap((file) =>
			[...jobsOf(file)].filter(([, job]) => job.includes('id-token')).map(([name]) => [file, name]),
		);
		expect(provers).toEqual([['publish.yml', 'publish']]);
	});

	it('runs only npm publish, with provenance, on the tarball of the job that tests it', () => {
		expect(publish.match(/- run: .*/g)).toEqual([
			expect.stringMatching(/^- run: npm publish \.\/\S+\.tgz --provenance .*--ignore-scripts$/),
		]);
		expect(publish).toContain('needs: build');
		expect(publish).toContain('actions/download-artifact@');
		expect(publish).not.toContain('actions/checkout@');
	});
});
