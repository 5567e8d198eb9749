import type { INode } from 'n8n-workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', 'examples');

const examples = readdirSync(folder).map((file) => {
	const { nodes } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { nodes: INode[] };
	return { file, nodes, readers: nodes.filter(({ type }) => /honeyhive/i.test(type)) };
});

const ofType = (type: string) =>
	examples.filter(({ nodes }) => nodes.some((node) => node.type === `n8n-nodes-base.${type}`));

/** An update names no project, and returns no texts of an event. */
const readsEvents = ({ parameters }: INode) => parameters.operation !== 'update';

describe('Each example workflow', () => {
	it.each(examples)('leaves credentials and project to the user: $file', ({ nodes, readers }) => {
		for (const node of nodes) expect(node).not.toHaveProperty('credentials');
		for (const { parameters } of readers.filter(readsEvents)) {
			expect(parameters.project).toEqual({ __rl: true, mode: 'list', value: '' });
		}
	});

	it.each(ofType('slack'))('escapes what it sends to Slack: $file', ({ readers }) => {
		for (const { parameters } of readers.filter(readsEvents)) {
			expect(parameters.options).toMatchObject({ escapeTextFor: 'slack' });
		}
	});

	it('asks a person in Slack without the operation that undoes the escaping', () => {
		const operations = ofType('slack').flatMap(({ nodes }) =>
			nodes
				.filter(({ type }) => type === 'n8n-nodes-base.slack')
				.map(({ parameters }) => parameters.operation),
		);

		expect(operations).not.toContain('sendAndWait');
	});

	it.each(ofType('googleSheets'))('writes cells as they are: $file', ({ nodes }) => {
		const sheets = nodes.filter(({ type }) => type.endsWith('.googleSheets'));
		for (const { parameters } of sheets) {
			expect(parameters.options).toMatchObject({ cellFormat: 'RAW' });
		}
	});
});
