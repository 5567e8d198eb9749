import { z } from 'zod';
import { readIso } from './data/times';
import { HOST_NAMES, HOST_PRESETS, type HostName } from './hostPresets';

export const GENERATIONS = ['export', 'exportV1', 'search'] as const;
/** The three shapes of the HoneyHive read API: /events/export, /v1/events/export, /v1/events/search. */
export type Generation = (typeof GENERATIONS)[number];

export const DISTRIBUTIONS = ['uniform', 'bursts', 'millisecond', 'yearly', 'timeless'] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

export const SESSION_TOTALS = ['exact', 'stale', 'text', 'staleOrText', 'late', 'none'] as const;
export type SessionTotals = (typeof SESSION_TOTALS)[number];

export interface EmulatorOptions {
	/** A preset of options: HoneyHive as it was in a given year. Other options override it. Default: none. */
	host?: HostName;
	/** Default: 0, any free port. */
	port?: number;
	/** Seed of the generated data, of their order and of random faults. Default: 1. */
	seed?: number;
	/** Number of generated events, 0 (default) to 1,000,000. */
	events?: number;
	/** Project of the generated events. Default: 'Demo Project'. */
	project?: string;
	/** ISO 8601. The generated events start within from..to. Default: April 2024 (yearly: 2000 to 2025). */
	from?: string;
	to?: string;
	/**
	 * Distribution of the start times. uniform (default); bursts: most sessions in a dozen busy minutes;
	 * millisecond: all events in one millisecond, the middle of from..to; yearly: each session on an
	 * anniversary of `from`; timeless: neither start_time nor end_time.
	 */
	distribution?: Distribution;
	/** The generations that this host serves; all other routes answer 404. Default: all. */
	generations?: Generation[];
	/** /v1/events/export as on v1 hosts ({events, totalEvents}, project required; default) or v2 hosts ({events, count}). */
	exportV1Host?: 'v1' | 'v2';
	/** What `count` is, since that is not documented: all matches (default) or the events of this page. */
	countMeans?: 'total' | 'returned';
	/** Largest `limit` of the exports; a larger one is answered with 400. Default: 7500, the maximum. */
	maxExportLimit?: number;
	/**
	 * Status for an unknown key and for a key without the permission: 401 and 403 (401, default), or 404
	 * for both. A request without a key is answered with 401 in either case.
	 */
	rejectedKeyStatus?: 401 | 404;
	/** GET /v1/metrics answers a list (default) or an object, {metrics: [...]}. */
	metricsForm?: 'list' | 'object';
	/** GET /v1/sessions/{id} answers the tree (default), or refuses the key of a project. */
	sessionTrees?: 'served' | 'refused';
	/**
	 * Names of the tokens in the metadata of generated events. legacy (default): prompt_tokens,
	 * completion_tokens, total_tokens and cost. openTelemetry: input_tokens and output_tokens (in a few
	 * events gen_ai.usage.…), no total and no cost; with model_name and literal keys with dots.
	 */
	usage?: 'legacy' | 'openTelemetry';
	/** metadata.cost of generated model events: kept (default) or none. Never there with openTelemetry. */
	modelCosts?: 'kept' | 'none';
	/**
	 * perSession: below each generated session, and above its other events, a chain `invoke_agent` with
	 * a config.model, which repeats the sum of the tokens of its model events. Default: none.
	 */
	agentEvents?: 'none' | 'perSession';
	/**
	 * Totals in the metadata of a session. exact (default); stale: as the session began, with a cost of
	 * 0.1, no tokens and no duration; text: the same with counts as text ("0"); staleOrText: stale in
	 * most sessions, text in the others; late: none until an event of the session is ingested or
	 * updated, then exact; none: never any.
	 */
	sessionTotals?: SessionTotals;
	/** user_properties: in all generated sessions (default), or in about half of them. */
	users?: 'all' | 'some';
	/** Empty config, feedback, metrics, user_properties and children_ids: kept (default) or left out. */
	emptyContainers?: 'kept' | 'elided';
	/** Keys that are null when they have no value: error and a session's parent_id (default), error, or none; the others are left out. */
	nullFields?: 'errorAndParent' | 'error' | 'none';
	/** Average size of the JSON of a generated event in bytes, at least about 800. Default: about 1,500. */
	eventBytes?: number;
	/** Format of start_time and end_time: UTC milliseconds (default) or "2024-04-01 22:38:19". */
	timeFormat?: 'milliseconds' | 'text';
	/** Delay before each answer in milliseconds, as of a distant server. */
	latencyMs?: number;
	/** Additional delay of the first request on a connection, as for TCP and TLS handshakes. */
	connectMs?: number;
	/**
	 * Requests for reading or writing events that are served within any second; more are answered with 429
	 * and a Retry-After of 1 second. Default: as many as come.
	 */
	requestsPerSecond?: number;
	/** How long a query for events takes, before its answer, in milliseconds. Default: 0. */
	queryMs?: number;
	/** The same for each event that the answer contains. Default: 0. */
	eventMs?: number;
	/**
	 * Size of the cache for the JSON of events in bytes, which makes answers cheap to write. At least half
	 * of it is kept at any time. Default: 512 MiB, for about 170,000 events of the default size.
	 */
	keptBytes?: number;
}

export type Settings = Readonly<
	Required<Omit<EmulatorOptions, 'host' | 'from' | 'to' | 'eventBytes' | 'requestsPerSecond'>> & {
		/** UTC milliseconds. */
		from: number;
		to: number;
		eventBytes: number | undefined;
		requestsPerSecond: number | undefined;
	}
>;

const iso = z
	.string()
	.refine((text) => readIso(text) !== undefined, 'must be an ISO 8601 date')
	.transform((text) => readIso(text) ?? 0);

const schema = z
	.object({
		port: z.number().int().min(0).max(65_535).default(0),
		seed: z.number().int().default(1),
		events: z.number().int().min(0).max(1_000_000).default(0),
		project: z.string().min(1).default('Demo Project'),
		from: iso.optional(),
		to: iso.optional(),
		distribution: z.enum(DISTRIBUTIONS).default('uniform'),
		generations: z.array(z.enum(GENERATIONS)).default([...GENERATIONS]),
		exportV1Host: z.enum(['v1', 'v2']).default('v1'),
		countMeans: z.enum(['total', 'returned']).default('total'),
		maxExportLimit: z.number().int().min(1).max(7_500).default(7_500),
		rejectedKeyStatus: z.union([z.literal(401), z.literal(404)]).default(401),
		metricsForm: z.enum(['list', 'object']).default('list'),
		sessionTrees: z.enum(['served', 'refused']).default('served'),
		usage: z.enum(['legacy', 'openTelemetry']).default('legacy'),
		modelCosts: z.enum(['kept', 'none']).default('kept'),
		agentEvents: z.enum(['none', 'perSession']).default('none'),
		sessionTotals: z.enum(SESSION_TOTALS).default('exact'),
		users: z.enum(['all', 'some']).default('all'),
		emptyContainers: z.enum(['kept', 'elided']).default('kept'),
		nullFields: z.enum(['errorAndParent', 'error', 'none']).default('errorAndParent'),
		eventBytes: z.number().int().min(1).max(10_000_000).optional(),
		timeFormat: z.enum(['milliseconds', 'text']).default('milliseconds'),
		latencyMs: z.number().min(0).default(0),
		connectMs: z.number().min(0).default(0),
		requestsPerSecond: z.number().int().min(1).optional(),
		queryMs: z.number().min(0).default(0),
		eventMs: z.number().min(0).default(0),
		keptBytes: z
			.number()
			.int()
			.min(0)
			.default(512 * 1024 * 1024),
	})
	.strict();

const RANGES = {
	yearly: { from: Date.UTC(2000, 0, 1), to: Date.UTC(2025, 0, 1) },
	other: { from: Date.UTC(2024, 3, 1), to: Date.UTC(2024, 4, 1) },
};

const hostSchema = z.enum(HOST_NAMES).optional();

/** Fills in the host's options and the defaults. Throws an error that names the option that is wrong. */
export function readOptions({ host, ...options }: EmulatorOptions): Settings {
	const name = check(hostSchema, host, 'host');
	const read = check(schema, { ...(name && HOST_PRESETS[name]), ...given(options) });
	const range = read.distribution === 'yearly' ? RANGES.yearly : RANGES.other;
	const from = read.from ?? Math.min(range.from, read.to ?? Infinity);
	const to = read.to ?? Math.max(range.to, from);
	if (from > to) throw new Error('Emulator option from: must not be later than to');
	const { eventBytes, requestsPerSecond } = read;
	return { ...read, from, to, eventBytes, requestsPerSecond };
}

/** An option that is undefined counts as not given: it does not override the host's. */
function given(options: EmulatorOptions): EmulatorOptions {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function check<T>(expected: z.ZodType<T, z.ZodTypeDef, unknown>, value: unknown, name = ''): T {
	const read = expected.safeParse(value);
	if (read.success) return read.data;
	const issue = read.error.issues[0];
	const path = name === '' ? (issue?.path.join('.') ?? '') : name;
	throw new Error(`Emulator option ${path}: ${issue?.message ?? 'invalid'}`);
}
