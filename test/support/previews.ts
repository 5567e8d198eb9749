import Ajv from 'ajv';
import { loadOutputSchema } from 'n8n-core';
import { dirname } from 'node:path';

import { isObject } from '../../nodes/HoneyHive/events/event';
import type { Settings } from '../emulator/options';
import { hostSettings } from './hostUnderTest';

/** A schema as the editor reads it: it follows properties and items, and nothing else. */
export interface Preview {
	readonly properties?: Readonly<Record<string, Preview>>;
	readonly items?: Preview;
}

export interface Operation {
	readonly resource: string;
	readonly operation: string;
}

export type Item = Record<string, unknown>;

/** n8n looks next to the file of the node. */
export const nodeDir = dirname(require.resolve('../../nodes/HoneyHive/HoneyHive.node.ts'));

/** Finds the schema as n8n's server does when the editor asks for it. */
export function previewOf({ resource, operation }: Operation): Preview | undefined {
	return loadOutputSchema({ nodeDir, version: 1, resource, operation });
}

/** The schema that n8n loads for a node without operations, such as the trigger. */
export const previewOfTrigger = () =>
	loadOutputSchema({ nodeDir, version: 1, versionFallback: true }) as Preview | undefined;

/** Every property that a preview names, by its path; `[]` stands for an entry of a list. */
function promisesOf(preview: Preview, path = ''): string[] {
	const below = Object.entries(preview.properties ?? {}).flatMap(([name, property]) => {
		const itsPath = path === '' ? name : `${path}.${name}`;
		return [itsPath, ...promisesOf(property, itsPath)];
	});
	return preview.items ? [...below, ...promisesOf(preview.items, `${path}[]`)] : below;
}

/** Every path that occurs in a value, in the same spelling. */
function pathsIn(value: unknown, path = ''): string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => pathsIn(entry, `${path}[]`));
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const itsPath = path === '' ? name : `${path}.${name}`;
		return [itsPath, ...pathsIn(inner, itsPath)];
	});
}

const ajv = new Ajv({ allowUnionTypes: true, keywords: ['version'] });

export function expectValid(items: readonly Item[], preview: Preview): void {
	const validate = ajv.compile(preview);
	for (const item of items) {
		validate(item);
		expect(validate.errors).toBeNull();
	}
}

/** The hosts whose events have every documented field. */
const leavesNothingOut = ({ nullFields, modelCosts }: Settings) =>
	nullFields === 'errorAndParent' && modelCosts === 'kept';

/** Keys that only hosts with `/v1` routes add to events. */
const ofSomeHosts = ['org_id', 'project', 'workspace_id'];

/** Each item matches the preview, and if the host leaves nothing out, at least one has each property of it. */
export function expectAsPromised(items: readonly Item[], preview: Preview | undefined): void {
	if (!preview) throw new Error('There is no preview');
	expect(items.length).toBeGreaterThan(0);
	expectValid(items, preview);
	if (leavesNothingOut(hostSettings)) {
		const present = new Set(items.flatMap((item) => pathsIn(item)));
		expect(promisesOf(preview).filter((path) => !present.has(path))).toEqual([]);
	}
	// No item has a top-level property that the preview lacks.
	const top = [...Object.keys(preview.properties ?? {}), ...ofSomeHosts];
	const unannounced = items.flatMap(Object.keys).filter((name) => !top.includes(name));
	expect([...new Set(unannounced)]).toEqual([]);
}
