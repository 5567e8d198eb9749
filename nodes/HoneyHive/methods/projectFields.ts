import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { Connections } from '../api/connections';
import { credentialType } from '../api/credential/credential';
import { parsePage } from '../api/envelope';
import type { HoneyHive } from '../api/honeyHive';
import { messageOf } from '../events/refusal';
import { fieldPathsOf } from '../events/shape/fieldPaths';
import { locatedValue } from '../fields/parameters';
import { faultOfPath } from '../fields/values/path';
import { readProject } from '../fields/project';

/** The fields that the events of a project have, as far as they could be listed. */
export interface ProjectFields {
	readonly paths: readonly string[];
	/** Why some are missing. */
	readonly reasons: readonly string[];
}

/** Short, because the user is waiting at an open dropdown, and the list is useful without these fields. */
const connectOptions = { timeout: 15_000, maxRetries: 0 };

/** Enough events to show which fields there are: the newest ones, if the generation promises an order. */
const sampleSize = 100;

/** Every letter typed into a dropdown asks for the list again. */
const cacheMs = 60_000;

/** Projects in the cache. */
const maxCached = 20;

const cache = new Map<string, ProjectFields & { readonly until: number }>();

/** Lists the fields of the chosen project. Never throws: the well-known fields are offered without it. */
export async function listProjectFields(context: ILoadOptionsFunctions): Promise<ProjectFields> {
	const credential = context.getNode().credentials?.[credentialType];
	if (!credential) return failed('No credential is selected yet');
	try {
		const honeyHive = await new Connections(context).open(connectOptions);
		const get = (name: string) => locatedValue(context.getCurrentNodeParameter(name));
		const { generation, baseUrl } = honeyHive;
		const project = readProject({ get, timezone: context.getTimezone() }, generation);
		const key = JSON.stringify([credential.id, baseUrl, generation.name, project]);
		return recall(key) ?? remember(key, await load(honeyHive, project));
	} catch (error) {
		return failed(messageOf(error));
	}
}

function recall(key: string): ProjectFields | undefined {
	const fields = cache.get(key);
	return fields && fields.until > Date.now() ? fields : undefined;
}

/** An incomplete list is not cached: it may be complete next time. */
function remember(key: string, fields: ProjectFields): ProjectFields {
	if (fields.reasons.length > 0) return fields;
	cache.delete(key);
	cache.set(key, { ...fields, until: Date.now() + cacheMs });
	for (const oldest of cache.keys()) {
		if (cache.size > maxCached) cache.delete(oldest);
	}
	return fields;
}

async function load(honeyHive: HoneyHive, project: string | undefined): Promise<ProjectFields> {
	const [fields, evaluators] = await Promise.all([
		attempt(fieldsOf(honeyHive, project)),
		attempt(honeyHive.listEvaluators(project)),
	]);
	const paths = [...fields.list, ...evaluators.list.map((name) => `metrics.${name}`)];
	const reasons = [...fields.reasons, ...evaluators.reasons];
	return {
		paths: [...new Set(paths)].filter((path) => faultOfPath(path) === undefined).sort(),
		reasons: [...new Set(reasons)],
	};
}

/** As HoneyHive lists them, or else as a sample of the events has them. */
async function fieldsOf(honeyHive: HoneyHive, project: string | undefined): Promise<string[]> {
	const listed = await honeyHive.listFields();
	if (listed && listed.length > 0) return listed;
	const query = { filters: [], range: {}, ...(project !== undefined && { project }) };
	const { events } = await honeyHive.fetchPage(query, { limit: sampleSize, page: 1 }, parsePage);
	return fieldPathsOf(events);
}

async function attempt(
	list: Promise<string[]>,
): Promise<{ readonly list: readonly string[]; readonly reasons: readonly string[] }> {
	return await list.then(
		(names) => ({ list: names, reasons: [] }),
		(error: unknown) => ({ list: [], reasons: [messageOf(error)] }),
	);
}

function failed(reason: string): ProjectFields {
	return { paths: [], reasons: [reason] };
}
