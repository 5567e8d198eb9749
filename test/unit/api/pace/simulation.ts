import { Pace, type Outcome, type Sent } from '../../../../nodes/HoneyHive/api/pace';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** What a server makes of a request: when it ends, in milliseconds, and how. */
export interface Reply {
	readonly at: number;
	readonly outcome: Outcome;
	/** With a rate limit: when requests may be sent again, if the server says so. */
	readonly retryAt?: number;
}

export interface Server {
	/** @param inFlight requests of all clients, with this one */
	receive(now: number, inFlight: number, random: () => number): Reply;
}

/** What decides how many requests a client has in flight. */
export type Limiter = Pick<Pace, 'max' | 'send' | 'end'>;

export function fixed(max: number): Limiter {
	return { max, send: (kind, at): Sent => ({ kind, at, era: 0 }), end: () => undefined };
}

/** Never more in flight than the option allows by default. */
export function paced(max = 16): Limiter {
	const pace = new Pace();
	return {
		get max() {
			return Math.min(max, pace.max);
		},
		send: (kind, at) => pace.send(kind, at),
		end: (sent, now, outcome) => pace.end(sent, now, outcome),
	};
}

export interface Client {
	readonly limiter: Limiter;
	readonly startsAt?: number;
}

export interface Tally {
	answered: number;
	refused: number;
	/** How many were in flight after each answer. */
	readonly levels: number[];
	/** When each answer arrived. */
	readonly answeredAt: number[];
}

/**
 * Runs clients that always have more to ask against one server, in virtual time. As in Retrier, a request that
 * fails is sent again after a back-off, and after HTTP 429 a client sends nothing for that long.
 */
export function simulate(
	server: Server,
	clients: readonly Client[],
	{ untilMs = 120_000, seed = 1 } = {},
): Tally[] {
	const random = randomOf(seed);
	const agenda: Array<{ readonly at: number; readonly run: () => void }> = [];
	let now = 0;
	let inFlight = 0;
	const later = (at: number, run: () => void) => {
		const index = agenda.findIndex((other) => other.at > at);
		agenda.splice(index < 0 ? agenda.length : index, 0, { at, run });
	};
	const tallies = clients.map(({ limiter, startsAt = 0 }) => {
		const tally: Tally = { answered: 0, refused: 0, levels: [], answeredAt: [] };
		let own = 0;
		/** How often each request that waits to be sent again was refused. */
		const toRetry: number[] = [];
		let pausedUntil = startsAt;
		const sendAll = () => {
			if (now < pausedUntil) return;
			while (own < limiter.max) send();
		};
		const send = () => {
			const refusals = toRetry.shift() ?? 0;
			own += 1;
			inFlight += 1;
			const sent = limiter.send('page', now);
			const reply = server.receive(now, inFlight, random);
			later(reply.at, () => {
				own -= 1;
				inFlight -= 1;
				limiter.end(sent, now, reply.retryAt === undefined ? reply.outcome : 'rateLimited');
				if (reply.outcome === 'answered') {
					tally.answered += 1;
					tally.answeredAt.push(now);
					tally.levels.push(limiter.max);
				} else {
					tally.refused += 1;
					const backOff = random() * Math.min(30_000, 500 * 2 ** refusals);
					const until = Math.max(now + backOff, reply.retryAt ?? 0);
					later(until, () => {
						toRetry.push(refusals + 1);
						sendAll();
					});
					if (reply.outcome === 'refused') {
						pausedUntil = Math.max(pausedUntil, until);
					}
				}
				sendAll();
			});
		};
		later(startsAt, sendAll);
		return tally;
	});
	for (let next = agenda.shift(); next && next.at < untilMs; next = agenda.shift()) {
		now = next.at;
		next.run();
	}
	return tallies;
}
