import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { connect, type HoneyHive } from '../api/honeyHive';
import { credentialType } from '../api/credential';
import { parsePage } from '../api/envelope';
import { fieldPathsOf } from '../events/shape/fieldPaths';
import { locatedValue } from '../fields/parameters';
import { faultOfPath } from '../fields/values/path';
import { readProject } from '../fields/project';

/** Fields that the events of a project have, as far as they could be listed. */
export interface ProjectFields {
	readonly paths: readonly string[];
	/** Why some are not among them. */
	readonly reasons: readonly string[];
}

/** Somebody is looking at an open dropdown. */
const impatient = { timeout: 15_000, maxRetries: 0 };

/** Events that show well enough which fields there are: the newest, where the generation promises an order. */
const sampleSize = 100;

/** Milliseconds. Every letter typed into a dropdown asks anew. */
const freshFor = 60_000;

/** Projects that are remembered. */
const mostRemembered = 20;

const remembered = new Map<string, ProjectFields & { readonly until: number }>();

/** Lists the fields of the chosen project. Never throws: what is well known is offered without it. */
export async function listProjectFields(context: ILoadOptionsFunctions): Promise<ProjectFields> {
	const credential = context.getNode().credentials?.[credentialType];
	if (!credential) return failed('No credential is chosen yet');
	try {
		const honeyHive = await connect(context, impatient);
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
	const fields = remembered.get(key);
	return fields && fields.until > Date.now() ? fields : undefined;
}

/** What is not complete may be complete next time. */
function remember(key: string, fields: ProjectFields): ProjectFields {
	if (fields.reasons.length > 0) return fields;
	remembered.delete(key);
	remembered.set(key, { ...fields, until: Date.now() + freshFor });
	for (const oldest of remembered.keys()) {
		if (remembered.size > mostRemembered) remembered.delete(oldest);
	}
	return fields;
}

async function load(honeyHive: HoneyHive, project: string | undefined): Promise<ProjectFields> {
	const [fields, evaluators] = await Promise.all([
		attempt(fieldsOf(honeyHive, project)),
		attempt(honeyHive.listEvaluators(project ?? '')),
	]);
	const paths = [...fields.list, ...evaluators.list.map((name) => `metrics.${name}`)];
	const reasons = [...fields.reasons, ...evaluators.reasons];
	return {
		paths: [...new Set(paths)].filter((path) => faultOfPath(path) === undefined).sort(),
		reasons: [...new Set(reasons)],
	};
}

/** As HoneyHive lists them, else as a sample of the events has them. */
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

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
