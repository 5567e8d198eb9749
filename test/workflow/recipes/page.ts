import type { IConnections, INode } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Generation } from '../../emulator';

/** A node that users can copy from the page. */
export interface Block {
	/** The API versions that the line which unfolds it names. */
	readonly generations: readonly Generation[];
	readonly nodes: readonly INode[];
	readonly connections: IConnections;
}

const file = join(__dirname, '..', '..', '..', 'docs', 'recipes.md');

const labels: Readonly<Record<string, readonly Generation[]>> = {
	'Any API version': ['export', 'exportV1', 'search'],
	'Cloud V1': ['export'],
	'Self-Hosted V1 and Data Plane V2': ['exportV1', 'search'],
	'Data Plane V2': ['search'],
};

export const page = readFileSync(file, 'utf8');

/** The files that the page links to, relative to the page. */
export function linksOf(text: string): string[] {
	return [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = '']) =>
		join(file, '..', path),
	);
}

/** The blocks of each recipe, by its heading. */
export function recipesOf(text: string): Map<string, Block[]> {
	const [preface = '', ...sections] = text.split(/^## /m);
	if (preface.includes('```')) throw new Error('There is a block that belongs to no recipe');
	return new Map(
		sections.map((section) => {
			const [heading = ''] = section.split('\n', 1);
			return [heading, blocksOf(heading, section)];
		}),
	);
}

function blocksOf(heading: string, section: string): Block[] {
	const labelled = [
		...section.matchAll(
			/^<details><summary>(.+)<\/summary>\n\n```json\n([^]*?)^```\n\n<\/details>$/gm,
		),
	];
	// Each block has two fences. A block that the expression above misses would never be tested.
	const fences = section.match(/^\s*(```|~~~)/gm)?.length ?? 0;
	if (fences !== 2 * labelled.length) {
		throw new Error(
			`${heading}: a block is no json, or is not folded under a line that names generations`,
		);
	}
	return labelled.map(([, label = '', json = '']) => {
		const generations = labels[label];
		if (!generations) throw new Error(`${heading}: there is no API version ${label}`);
		return { generations, ...(JSON.parse(json) as Pick<Block, 'nodes' | 'connections'>) };
	});
}
