import { z } from 'zod';
import { Random } from '../data/random';

/** When a fault strikes; every fault accepts these. */
const when = {
	/** Only this route, e.g. 'POST /events/export' or 'GET /session/{id}'. Default: any API route. */
	route: z.string().optional(),
	/** Lets the first n matching requests through. */
	skip: z.number().int().min(0).optional(),
	/** Strikes this many times and then never again. Default: always. */
	times: z.number().int().min(1).optional(),
	/** Strikes with this probability, from 0 to 1, the same in every run. Default: 1. */
	probability: z.number().min(0).max(1).optional(),
};

export const faultSchema = z.discriminatedUnion('kind', [
	/** Waits before the headers. */
	z.object({ ...when, kind: z.literal('delay'), ms: z.number().min(0) }).strict(),
	/** Sends the headers at once, and then the body in small pieces. */
	z
		.object({
			...when,
			kind: z.literal('drip'),
			bytes: z.number().int().min(1),
			everyMs: z.number().min(0),
		})
		.strict(),
	/**
	 * Answers with a status. retryAfter: seconds, {dateIn: seconds} for the date form, or any text.
	 * body: 'json' (HoneyHive's error body, default), 'html', 'text', 'empty', or the text itself.
	 */
	z
		.object({
			...when,
			kind: z.literal('status'),
			status: z.number().int().min(200).max(599),
			retryAfter: z
				.union([z.number(), z.string(), z.object({ dateIn: z.number() }).strict()])
				.optional(),
			body: z.string().optional(),
		})
		.strict(),
	/** Ends the connection with a TCP reset. */
	z
		.object({ ...when, kind: z.literal('reset'), when: z.enum(['beforeHeaders', 'midBody']) })
		.strict(),
	/** Cuts the body in half, with the Content-Length of that half. */
	z.object({ ...when, kind: z.literal('truncate') }).strict(),
	/** Answers 200 with any text. */
	z
		.object({
			...when,
			kind: z.literal('replaceBody'),
			body: z.string(),
			contentType: z.string().optional(),
		})
		.strict(),
	/** Repeats the last rows of a page in front of the rows of the next page, which gets longer by them. */
	z.object({ ...when, kind: z.literal('duplicate'), rows: z.number().int().min(1) }).strict(),
	/** Adds events after this answer: the newest, first in the order, or anywhere. */
	z
		.object({
			...when,
			kind: z.literal('insert'),
			events: z.number().int().min(1),
			where: z.enum(['front', 'random']).optional(),
		})
		.strict(),
	/** Removes events of this result after this answer: its first n, or any n. */
	z
		.object({
			...when,
			kind: z.literal('remove'),
			n: z.number().int().min(1),
			where: z.enum(['front', 'random']).optional(),
		})
		.strict(),
	/** `to` is an origin (the path is appended) or a full address. */
	z
		.object({
			...when,
			kind: z.literal('redirect'),
			to: z.string().url(),
			status: z.union([z.literal(302), z.literal(307), z.literal(308)]).optional(),
		})
		.strict(),
	/** Compresses the body, whether or not the client accepts that. */
	z.object({ ...when, kind: z.literal('gzip') }).strict(),
]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

/** Faults that replace the answer of the API. At most one of them strikes a request. */
const INSTEAD: ReadonlySet<FaultKind> = new Set(['status', 'replaceBody', 'redirect']);

function isInstead(fault: Fault): boolean {
	return INSTEAD.has(fault.kind) || (fault.kind === 'reset' && fault.when === 'beforeHeaders');
}

interface Armed {
	fault: Fault;
	seen: number;
	struck: number;
	dice: Random;
}

/** The active faults in their order, and how often each has struck. */
export class Faults {
	private armed: Armed[] = [];
	private added = 0;

	constructor(private readonly seed: number) {}

	add(fault: Fault): void {
		const dice = new Random(this.seed, 0xfa017, this.added++);
		this.armed.push({ fault, seen: 0, struck: 0, dice });
	}

	clear(): void {
		this.armed = [];
	}

	/** The faults that strike this request. Those that replace the answer take turns, in the order they were added. */
	strike(route: string): Struck {
		const struck: Fault[] = [];
		for (const one of this.armed) {
			if (one.fault.route !== undefined && one.fault.route !== route) continue;
			one.seen++;
			if (one.seen <= (one.fault.skip ?? 0)) continue;
			if (one.fault.times !== undefined && one.struck >= one.fault.times) continue;
			if (isInstead(one.fault) && struck.some(isInstead)) continue;
			if (!one.dice.chance(one.fault.probability ?? 1)) continue;
			one.struck++;
			struck.push(one.fault);
		}
		return new Struck(struck);
	}
}

export class Struck {
	constructor(private readonly faults: readonly Fault[]) {}

	all<K extends FaultKind>(kind: K): Array<FaultOf<K>> {
		return this.faults.filter((fault): fault is FaultOf<K> => fault.kind === kind);
	}

	one<K extends FaultKind>(kind: K): FaultOf<K> | undefined {
		return this.all(kind)[0];
	}

	resets(moment: 'beforeHeaders' | 'midBody'): boolean {
		return this.all('reset').some((fault) => fault.when === moment);
	}
}
