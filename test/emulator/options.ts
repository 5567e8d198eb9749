import { z } from 'zod';
import { readIso } from './data/times';

export const GENERATIONS = ['export', 'exportV1', 'search'] as const;
/** The three shapes of the HoneyHive read API: /events/export, /v1/events/export, /v1/events/search. */
export type Generation = (typeof GENERATIONS)[number];

export const DISTRIBUTIONS = ['uniform', 'bursts', 'millisecond', 'yearly', 'timeless'] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

export interface EmulatorOptions {
	/** 0 (default): any free port. */
	port?: number;
	/** Seed of the generator, of the shuffle and of the faults' dice. Default 1. */
	seed?: number;
	/** Exactly this many generated events, 0 (default) to 1,000,000. */
	events?: number;
	/** Project of the generated events. Default 'Demo Project'. */
	project?: string;
	/** ISO 8601. The generated events start within from..to. Default: April 2024 (yearly: 2000 to 2025). */
	from?: string;
	to?: string;
	/**
	 * Of the start times. uniform (default); bursts: most sessions in a dozen crowded minutes;
	 * millisecond: all events in one millisecond, the middle of from..to; yearly: each session on an
	 * anniversary of `from`; timeless: no start_time nor end_time at all.
	 */
	distribution?: Distribution;
	/** Whose routes this host serves; the others' are 404. Default: all. */
	generations?: Generation[];
	/** /v1/events/export as on v1 hosts ({events, totalEvents}, project required; default) or v2 hosts ({events, count}). */
	exportV1Host?: 'v1' | 'v2';
	/** What `count` means is not documented: all matches (default) or the events of this page. */
	countMeans?: 'total' | 'returned';
	/** Average size of a generated event's JSON in bytes. Default: natural, about 1,500. At least about 800. */
	eventBytes?: number;
	/** How start_time and end_time are answered: UTC milliseconds (default) or "2024-04-01 22:38:19". */
	timeFormat?: 'milliseconds' | 'text';
	/** A far-away server: every request waits this long before it is answered. */
	latencyMs?: number;
	/** And the first request on a new connection this much longer (TCP and TLS handshakes). */
	connectMs?: number;
	/**
	 * Bytes of events' JSON that are kept, so that the emulator's answers cost little to write. Half
	 * of it is sure to stay. Default 512 MiB: some 170,000 events of natural size.
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

/** Fills in the defaults. Throws one sentence that names the option that is wrong. */
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
