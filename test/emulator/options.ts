import { z } from 'zod';
import { readIso } from './data/times';

export const GENERATIONS = ['export', 'exportV1', 'search'] as const;
/** The three shapes of the HoneyHive read API: /events/export, /v1/events/export, /v1/events/search. */
export type Generation = (typeof GENERATIONS)[number];

export const DISTRIBUTIONS = ['uniform', 'bursts', 'millisecond', 'yearly', 'timeless'] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

export interface EmulatorOptions {
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
	/** Average size of the JSON of a generated event in bytes, at least about 800. Default: about 1,500. */
	eventBytes?: number;
	/** Format of start_time and end_time: UTC milliseconds (default) or "2024-04-01 22:38:19". */
	timeFormat?: 'milliseconds' | 'text';
	/** Delay before each answer in milliseconds, as of a distant server. */
	latencyMs?: number;
	/** Additional delay of the first request on a connection, as for TCP and TLS handshakes. */
	connectMs?: number;
	/**
	 * Size of the cache for the JSON of events in bytes, which makes answers cheap to write. At least half
	 * of it is kept at any time. Default: 512 MiB, for about 170,000 events of the default size.
	 */
	keptBytes?: number;
}

export type Settings = Readonly<
	Required<Omit<EmulatorOptions, 'from' | 'to' | 'eventBytes'>> & {
		/** UTC milliseconds. */
		from: number;
		to: number;
		eventBytes: number | undefined;
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
		eventBytes: z.number().int().min(1).max(10_000_000).optional(),
		timeFormat: z.enum(['milliseconds', 'text']).default('milliseconds'),
		latencyMs: z.number().min(0).default(0),
		connectMs: z.number().min(0).default(0),
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

/** Fills in the defaults. Throws an error that names the option that is wrong. */
export function readOptions(options: EmulatorOptions): Settings {
	const read = schema.safeParse(options);
	if (!read.success) {
		const issue = read.error.issues[0];
		throw new Error(
			`Emulator option ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`,
		);
	}
	const range = read.data.distribution === 'yearly' ? RANGES.yearly : RANGES.other;
	const from = read.data.from ?? Math.min(range.from, read.data.to ?? Infinity);
	const to = read.data.to ?? Math.max(range.to, from);
	if (from > to) throw new Error('Emulator option from: must not be later than to');
	return { ...read.data, from, to, eventBytes: read.data.eventBytes };
}
