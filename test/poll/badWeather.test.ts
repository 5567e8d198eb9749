import { setTimeout as sleep } from 'node:timers/promises';

import type { Fault } from '../emulator';
import { Random } from '../emulator/data/random';
import { withFeeds } from '../e2e/newEvents/feed';
import { schedulers, withSchedulers } from '../e2e/newEvents/schedulers';

/** `npm run test:poll`: minutes to run for, 60 unless this variable says otherwise. */
const minutes = Number(process.env.MINUTES ?? 60);

/** Milliseconds for what is left to be read, after the last fault. n8n polls less often after each failure. */
const patienceMs = 20 * 60_000;

/** A run is repeated with the seed that it printed. */
const seed = Number(process.env.SEED ?? Date.now() % 100_000);

jest.setTimeout(minutes * 60_000 + patienceMs + 300_000);

const openFeed = withFeeds();
const n8ns = withSchedulers({ N8N_SCHEDULER_POLL_TIMEOUT: '45' });

type Weather = (dice: Random) => Fault | undefined;

/** What HoneyHive does to the next requests. An answer takes longer than a minute, or than n8n allows for a poll. */
const weather: [Weather, ...Weather[]] = [
	() => undefined,
	(dice) => ({ kind: 'delay', ms: dice.whole(500, 12_000), times: dice.whole(1, 10) }),
	() => ({ kind: 'delay', ms: 50_000, times: 1 }),
	() => ({ kind: 'delay', ms: 70_000, times: 1 }),
	(dice) => ({ kind: 'status', status: 429, retryAfter: dice.whole(1, 90), times: 1 }),
	(dice) => ({ kind: 'status', status: 503, times: dice.whole(1, 8) }),
	(dice) => ({ kind: 'reset', when: 'midBody', times: dice.whole(1, 4) }),
	(dice) => ({ kind: 'truncate', times: dice.whole(1, 4) }),
];

describe(`The trigger in ${minutes} minutes of slow, refused and broken answers (SEED=${seed})`, () => {
	it.concurrent.each(schedulers)('returns each event once (%s scheduler)', async (scheduler) => {
		const n8n = n8ns[scheduler];
		const feed = await openFeed();
		const workflow = await feed.publish(n8n);
		const dice = new Random(seed, schedulers.indexOf(scheduler));
		const end = Date.now() + minutes * 60_000;
		// Fewer in an hour than the trigger can remember.
		for (let batch = 0; Date.now() < end; batch++) {
			const isBurst = batch % 240 === 60;
			const count = isBurst ? dice.whole(500, 2_500) : dice.whole(0, 6);
			feed.arrive(`batch ${batch}`, count, dice.whole(0, 50 * 60_000));
			if (dice.chance(0.04)) {
				feed.host.clearFaults();
				const fault = dice.pick(weather)(dice);
				if (fault) feed.host.addFault(fault);
			}
			await sleep(1000);
		}
		feed.host.clearFaults();
		await feed.allSent(patienceMs);
		await feed.expectEachOnce(n8n, workflow);
	});
});
