import type { INode, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { existsSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

import { HoneyHive } from '../../../nodes/HoneyHive/HoneyHive.node.js';
import { HoneyHiveTrigger } from '../../../nodes/HoneyHive/HoneyHiveTrigger.node.js';
import type { Generation } from '../../emulator';
import { runNode } from '../../support/engine';
import { credentialFor } from '../../support/exporting';
import { newWorkflow, pollOnce } from '../../support/polling';
import { isServed } from '../../support/hostUnderTest';
import { withFreshEmulator } from '../../support/withEmulator';
import { eventsUntil, nextEvents } from './application';
import { linksOf, page, recipesOf, type Block } from './page';
import { promises } from './promises';

const recipes = recipesOf(page);

/** n8n's own, for what no operation of the node does. */
const codeNode = 'n8n-nodes-base.code';

const properties: Readonly<Record<string, INodeProperties[]>> = {
	'n8n-nodes-honeyhive.honeyHive': new HoneyHive().description.properties,
	'n8n-nodes-honeyhive.honeyHiveTrigger': new HoneyHiveTrigger().description.properties,
	[codeNode]: [{ displayName: 'JavaScript', name: 'jsCode', type: 'string', default: '' }],
};

/** Chosen from the list, as the page tells the user to do. */
const project = { __rl: true, mode: 'list', value: 'New Project' };
const emulator = withFreshEmulator({ project: project.value });

beforeEach(() => {
	emulator.load(eventsUntil(Date.now()));
});

function nodeOf({ nodes: [node], connections }: Block): INode {
	if (!node) throw new Error('The block has no node');
	expect(connections).toEqual({});
	return node;
}

const isTrigger = ({ type }: INode) => type.endsWith('Trigger');

async function run(
	node: INode,
	generation: Generation,
	items?: readonly INodeExecutionData[],
): Promise<readonly INodeExecutionData[]> {
	if (node.type === codeNode) return runCode(String(node.parameters.jsCode), items ?? []);
	const parameters = { ...node.parameters, project };
	const credential = credentialFor(emulator, generation);
	if (isTrigger(node)) {
		const kept = newWorkflow();
		expect(await pollOnce({ credential, parameters, kept })).toBeNull();
		emulator.load(nextEvents(Date.now()));
		return (await pollOnce({ credential, parameters, kept })) ?? [];
	}
	const finished = await runNode({ credential, parameters, ...(items && { items }) });
	expect(finished.error).toBeUndefined();
	return finished.items;
}

/** Runs the code of a Code node as n8n does: once for all items. */
function runCode(code: string, items: readonly INodeExecutionData[]): INodeExecutionData[] {
	const scope = { $input: { all: () => items }, Buffer };
	return runInNewContext(`(() => {${code}})()`, scope) as INodeExecutionData[];
}

/** Names of parameters that do not exist in the editor. */
function unknownIn({ type, parameters }: INode): string[] {
	const { resource, operation } = parameters;
	const known = (properties[type] ?? []).filter(({ displayOptions: { show = {} } = {} }) => {
		const fits = (name: string, value: unknown) =>
			show[name]?.some((shown) => shown === value) ?? true;
		return fits('resource', resource) && fits('operation', operation);
	});
	const options = known.find(({ name }) => name === 'options')?.options ?? [];
	// Every trigger that polls has Poll Times, from n8n.
	const names = ['pollTimes', ...known.map(({ name }) => name)];
	return [
		...Object.keys(parameters).filter((name) => !names.includes(name)),
		...Object.keys(parameters.options ?? {}).filter(
			(name) => !options.some((option) => option.name === name),
		),
	];
}

const runs = [...recipes].flatMap(([recipe, blocks]) =>
	blocks.flatMap((block, index) =>
		block.generations.map((generation) => ({ recipe, index, block, generation })),
	),
);

describe('The recipes page', () => {
	it('has a test for each recipe and each block', () => {
		const blocks = [...recipes].map(([recipe, { length }]) => [recipe, length]);
		expect(blocks).toEqual(
			Object.entries(promises).map(([recipe, { length }]) => [recipe, length]),
		);
		for (const [, length] of blocks) expect(length).toBeGreaterThan(0);
	});

	it.each([...recipes.keys()])('has a recipe for %s in each API version', (recipe) => {
		const generations = new Set(recipes.get(recipe)?.flatMap((block) => block.generations));
		// For an alert that is an example, where a second node does half of the work.
		const rest = recipe === 'Alert to Slack' ? ['export'] : [];
		expect([...generations, ...rest].sort()).toEqual(['export', 'exportV1', 'search']);
	});

	it('lists its recipes and links to files that exist', () => {
		const listed = [...page.matchAll(/^- \[(.+)\]\(#(.+)\)$/gm)];
		expect(listed.map(([, recipe]) => recipe)).toEqual([...recipes.keys()]);
		for (const [, recipe = '', anchor] of listed) {
			expect(anchor).toBe(recipe.toLowerCase().replaceAll(' ', '-'));
		}
		const anchors = [...page.matchAll(/\]\(#(.+?)\)/g)].map(([, anchor]) => anchor);
		expect([...new Set(anchors)].sort()).toEqual(listed.map(([, , anchor]) => anchor).sort());
		expect(linksOf(page).filter((path) => !existsSync(path))).toEqual([]);
	});
});

describe('A block of the recipes page', () => {
	it.each(runs)('is one valid node: $recipe, $index, $generation', ({ block }) => {
		const node = nodeOf(block);
		expect(block.nodes).toHaveLength(1);
		expect(Object.keys(properties)).toContain(node.type);
		expect(node.typeVersion).toBe(node.type === codeNode ? 2 : 1);
		expect(node).not.toHaveProperty('credentials');
		expect(unknownIn(node)).toEqual([]);
		// Left to the user to choose, where the node asks for one.
		expect(node.parameters.project ?? { value: '' }).toMatchObject({ value: '' });
	});

	it.each(runs.filter(({ generation }) => isServed(generation)))(
		'returns what the page promises: $recipe, $index, $generation',
		async (one) => {
			const { recipe, index, block, generation } = one;
			const promise = promises[recipe]?.[index];
			if (!promise) throw new Error('The block promises nothing');
			const before = promise.behind ? recipes.get(recipe)?.[index - 1] : undefined;
			const items = before && (await run(nodeOf(before), generation));
			promise.check(await run(nodeOf(block), generation, items));
		},
	);
});
