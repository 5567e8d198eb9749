import { EVENT_TYPES, isFields, type HoneyHiveEvent } from '../data/event';
import type { Host } from '../host';
import { json, type Answer, type Call } from '../http/call';
import { Problem } from '../http/problem';
import { uuidOf } from '../data/random';

/** GET /projects and GET /v1/projects, `?name=` for one: the latter's keys are a superset of the former's. */
export function getProjects(host: Host, call: Call): Answer {
	return json(host.projects.list(call.query.get('name')));
}

/** The evaluators that write the generated metrics. */
const METRICS = [
	{ name: 'Answer Faithfulness', type: 'LLM', returns: 'float', event: 'model' },
	{ name: 'Number of words', type: 'PYTHON', returns: 'float', event: 'model' },
	{ name: 'quality', type: 'LLM', returns: 'float', event: 'session' },
	{ name: 'resolved', type: 'HUMAN', returns: 'boolean', event: 'session' },
] as const;
const OLD_TYPES = { LLM: 'model', PYTHON: 'custom', HUMAN: 'human' } as const;

/** Spec 1.0.21, GET /metrics: project_name is required. */
export function getMetrics(host: Host, call: Call): Answer {
	const task = call.query.get('project_name');
	if (task === null) throw new Problem(400, 'project_name: Required');
	if (!host.projects.has(task)) throw new Problem(404, `project_name: "${task}" was not found`);
	return json(
		METRICS.map((metric, number) => ({
			_id: uuidOf(host.settings.seed ^ 0x3e7, number),
			name: metric.name,
			task,
			type: OLD_TYPES[metric.type],
			description: `Judges ${metric.event} events`,
			enabled_in_prod: true,
			needs_ground_truth: false,
			return_type: metric.returns,
			event_type: metric.event,
		})),
	);
}

/** Spec 1.1.0, GET /v1/metrics, `?type=` and `?id=`: a list; v2 hosts put it under `metrics`. */
export function getV1Metrics(host: Host, call: Call): Answer {
	const [type, id] = [call.query.get('type'), call.query.get('id')];
	const items = METRICS.map((metric, number) => ({
		id: uuidOf(host.settings.seed ^ 0x3e7, number),
		name: metric.name,
		type: metric.type,
		criteria: `Judge ${metric.name}`,
		description: `Judges ${metric.event} events`,
		return_type: metric.returns,
		enabled_in_prod: true,
		needs_ground_truth: false,
		sampling_percentage: 100,
		filters: { filterArray: [] },
	}));
	const metrics = items.filter(
		(item) => (type === null || item.type === type) && (id === null || item.id === id),
	);
	return json(host.settings.metricsForm === 'object' ? { metrics } : metrics);
}

const SAMPLE = 300;
const DEPTH = 3;

/** GET /v1/events/schema: the field names found in a sample of the events, by event type. */
export function getSchema(host: Host): Answer {
	const found = new Map<string, { name: string; event_type: string }>();
	let sampled = 0;
	for (const event of host.store.all()) {
		if (++sampled > SAMPLE) break;
		const type = EVENT_TYPES.find((known) => known === event.event_type);
		for (const name of type ? pathsOf(event) : []) {
			found.set(`${type} ${name}`, { name, event_type: type ?? '' });
		}
	}
	return json({ fields: [...found.values()], datasets: [], mappings: {} });
}

function pathsOf(event: HoneyHiveEvent): string[] {
	const paths: string[] = [];
	const visit = (value: unknown, path: string, depth: number): void => {
		if (isFields(value) && depth < DEPTH) {
			for (const [key, inner] of Object.entries(value)) {
				visit(inner, path === '' ? key : `${path}.${key}`, depth + 1);
			}
		} else {
			paths.push(path);
		}
	};
	visit(event, '', 0);
	return paths;
}
