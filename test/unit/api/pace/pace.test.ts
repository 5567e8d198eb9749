import { Pace } from '../../../../nodes/HoneyHive/api/pace';
import * as servers from './servers';
import { fixed, paced, simulate, type Server, type Tally } from './simulation';

const seeds = [1, 2, 3];

const numbers = Array.from({ length: 16 }, (_, index) => index + 1);

/** What all seeds together yield. */
function run(make: () => Server, limiter: () => ReturnType<typeof paced>): Tally[] {
	return seeds.flatMap((seed) => simulate(make(), [{ limiter: limiter() }], { seed }));
}

function sum(tallies: readonly Tally[], key: 'answered' | 'refused'): number {
	return tallies.reduce((total, tally) => total + tally[key], 0);
}

function meanLevel(tallies: readonly Tally[]): number {
	const levels = tallies.flatMap((tally) => tally.levels);
	return levels.reduce((total, level) => total + level, 0) / levels.length;
}

function shareOfBest(make: () => Server): number {
	const best = Math.max(
		...numbers.map((max) =>
			sum(
				run(make, () => fixed(max)),
				'answered',
			),
		),
	);
	return sum(run(make, paced), 'answered') / best;
}

describe('The number of requests in flight', () => {
	it.each<[string, () => Server]>([
		['takes as many as there are', () => servers.unlimited()],
		['serves one at a time', () => servers.queueing(1)],
		['serves two at a time', () => servers.queueing(2)],
		['serves two slow queries at a time', () => servers.queueing(2, 90, 2000)],
		['serves four at a time', () => servers.queueing(4)],
		['serves eight at a time', () => servers.queueing(8)],
		['slows down from four requests on', () => servers.slowedByLoad(4)],
		['slows down from eight requests on', () => servers.slowedByLoad(8)],
		['becomes slower and slower', () => servers.drifting((now) => 100 + now / 200)],
		[
			'becomes slower, then faster',
			() => servers.drifting((now) => 300 + 200 * Math.sin(now / 8000)),
		],
		[
			'suddenly takes five times as long',
			() => servers.drifting((now) => (now < 40_000 ? 100 : 500)),
		],
		['is slow for one query in twenty', () => servers.sometimesSlow()],
		[
			'serves 20 a second, and says when to return',
			() => servers.tokenBucket(20, 20, { saysWhen: true }),
		],
		['serves 20 a second', () => servers.tokenBucket(20, 20, { saysWhen: false })],
		[
			'serves 10 within any second',
			() => servers.slidingLimit(10, 1000, { saysWhen: false, duration: 70 }),
		],
		[
			'serves 100 in ten seconds, and says when to return',
			() => servers.rateLimited(100, 10_000, { saysWhen: true }),
		],
		['serves 100 in ten seconds', () => servers.rateLimited(100, 10_000, { saysWhen: false })],
		['serves 600 a minute', () => servers.rateLimited(600, 60_000, { saysWhen: false })],
	])('yields 85%% of what the best fixed number does when the server %s', (_, make) => {
		expect(shareOfBest(make)).toBeGreaterThanOrEqual(0.85);
	});

	it('yields three quarters of what the best fixed number does where each pause is as long as the window of the limit', () => {
		// The best number is that of the limit: ten at once, then a pause. Nobody knows it in advance, and more are refused.
		const make = () => servers.slidingLimit(10, 1000, { saysWhen: true, duration: 70 });
		expect(shareOfBest(make)).toBeGreaterThanOrEqual(0.75);
	});

	it.each([1, 2, 4])('stays small at a server that serves %i at a time', (capacity) => {
		const tallies = run(() => servers.queueing(capacity, 20, 500), paced);
		expect(meanLevel(tallies)).toBeLessThanOrEqual(2.5 * capacity + 1);
	});

	it.each<[string, () => Server]>([
		['20 a second', () => servers.tokenBucket(20, 20, { saysWhen: false })],
		['20 a second, with Retry-After', () => servers.tokenBucket(20, 20, { saysWhen: true })],
		['20 in each second', () => servers.rateLimited(20, 1000, { saysWhen: false })],
		[
			'20 in each second, with Retry-After',
			() => servers.rateLimited(20, 1000, { saysWhen: true }),
		],
		['100 in ten seconds', () => servers.rateLimited(100, 10_000, { saysWhen: false })],
		[
			'10 within any second, with Retry-After',
			() => servers.slidingLimit(10, 1000, { saysWhen: true, duration: 70 }),
		],
	])('exceeds a rate limit of %s at most twice as often as a fixed four does', (_, make) => {
		const four = sum(
			run(make, () => fixed(4)),
			'refused',
		);
		expect(sum(run(make, paced), 'refused')).toBeLessThanOrEqual(2 * four);
	});

	it.each([1, 2, 4, 8])(
		'is fair to a run that begins later, where %i are served at a time',
		(capacity) => {
			for (const seed of seeds) {
				const clients = [{ limiter: paced() }, { limiter: paced(), startsAt: 15_000 }];
				const tallies = simulate(servers.queueing(capacity), clients, { seed });
				const answers = tallies.map(
					({ answeredAt }) => answeredAt.filter((at) => at > 30_000).length,
				);
				expect(Math.min(...answers)).toBeGreaterThan(Math.max(...answers) / 3);
			}
		},
	);
});

/** Answers requests, each after a second, as many at a time as the pace allows. */
function answer(pace: Pace, answers: number, from: number): number {
	let now = from;
	for (let left = answers; left > 0; now += 1000) {
		const sent = Array.from({ length: Math.min(left, pace.max, 16) }, () => pace.send('page', now));
		for (const one of sent) pace.end(one, now + 1000, 'answered');
		left -= sent.length;
	}
	return now;
}

describe('Pace', () => {
	it('begins with four, and reaches sixteen within twelve answers', () => {
		const pace = new Pace();
		expect(pace.max).toBe(4);
		answer(pace, 12, 0);
		expect(pace.max).toBe(16);
	});

	it('never exceeds 32', () => {
		const pace = new Pace();
		for (let now = 0; now < 100_000; now += 1000) {
			const sent = Array.from({ length: pace.max }, () => pace.send('page', now));
			for (const one of sent) pace.end(one, now + 1000, 'answered');
			expect(pace.max).toBeLessThanOrEqual(32);
		}
	});

	it('halves once for all requests that were in flight, and recovers within ten answers', () => {
		const pace = new Pace();
		const now = answer(pace, 40, 0);
		const sent = Array.from({ length: 16 }, () => pace.send('page', now));
		for (const one of sent) pace.end(one, now + 1000, 'refused');
		expect(pace.max).toBe(8);
		answer(pace, 10, now + 1000);
		expect(pace.max).toBeGreaterThanOrEqual(14);
	});

	it('keeps four in flight at a server that limits the rate and says when to go on', () => {
		const pace = new Pace();
		let now = answer(pace, 12, 0);
		for (let round = 0; round < 5; round++, now += 2000) {
			const sent = Array.from({ length: pace.max }, () => pace.send('page', now));
			for (const one of sent) pace.end(one, now + 1000, 'rateLimited');
		}
		expect(pace.max).toBe(4);
	});

	it('halves after a timeout, however many answers arrived in the meantime', () => {
		const pace = new Pace();
		const slow = pace.send('page', 0);
		const now = answer(pace, 100, 0);
		const before = pace.max;
		const others = Array.from({ length: 15 }, () => pace.send('page', now));
		pace.end(slow, now, 'refused');
		expect(pace.max).toBe(Math.min(before, others.length + 1) / 2);
	});

	it('does not compare long answers with short ones of another kind', () => {
		const pace = new Pace();
		let now = answer(pace, 12, 0);
		for (let round = 0; round < 5; round++, now += 30_000) {
			const sent = Array.from({ length: 16 }, () => pace.send('large page', now));
			for (const one of sent) pace.end(one, now + 30_000, 'answered');
		}
		expect(pace.max).toBeGreaterThanOrEqual(16);
	});

	it('does not grow while fewer requests are in flight than it allows', () => {
		const pace = new Pace();
		for (let now = 0; now < 100_000; now += 1000) {
			pace.end(pace.send('page', now), now + 1000, 'answered');
		}
		expect(pace.max).toBe(4);
	});

	it('takes no notice of refusals for other reasons', () => {
		const pace = new Pace();
		for (let now = 0; now < 100_000; now += 1000) {
			pace.end(pace.send('page', now), now + 1000, 'unrelated');
		}
		expect(pace.max).toBe(4);
	});
});
