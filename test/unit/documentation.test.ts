import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { HoneyHiveApi } from '../../credentials/HoneyHiveApi.credentials';
import { HoneyHive } from '../../nodes/HoneyHive/HoneyHive.node';
import nodeCodex from '../../nodes/HoneyHive/HoneyHive.node.json';
import triggerCodex from '../../nodes/HoneyHive/HoneyHiveTrigger.node.json';
import { HoneyHiveTrigger } from '../../nodes/HoneyHive/HoneyHiveTrigger.node';
import { homepage } from '../../package.json';
import engines from '../compat/engines.json';

const repository = homepage.replace(/#.*$/, '');
const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');

/** The anchors that GitHub gives the headings of the README. */
const anchors = readme
	.split('\n')
	.filter((line) => line.startsWith('## '))
	.map((line) =>
		line
			.slice(3)
			.toLowerCase()
			.replace(/[^\w -]/g, '')
			.replaceAll(' ', '-'),
	);

describe('The documentation that n8n links to', () => {
	it.each([
		['the node', new HoneyHive().description.documentationUrl],
		['the trigger', new HoneyHiveTrigger().description.documentationUrl],
		['the credential', new HoneyHiveApi().documentationUrl],
	])("is a section of this package's README: %s", (_what, url = '') => {
		const [page, anchor] = url.split('#');
		expect(page).toBe(repository);
		expect(anchors).toContain(anchor);
	});

	it.each([nodeCodex, triggerCodex])("is this package's README for $node", ({ resources }) => {
		expect(resources).toEqual({
			primaryDocumentation: [{ url: repository }],
			credentialDocumentation: [{ url: repository }],
		});
	});

	it.each(['tracing', 'monitoring', 'tokens', 'prompt', 'logs', 'get many'])(
		'is found by the word %s',
		(word) => {
			expect(nodeCodex.alias).toContain(word);
			expect(triggerCodex.alias).toContain(word);
		},
	);
});

it('The README names the versions of n8n that the package is tested with', () => {
	const versions = engines.map(({ n8n }) => n8n);
	expect(readme).toContain(
		`Works with n8n ${versions.slice(0, -1).join(', ')} and ${versions.at(-1)}:`,
	);
});
