import fc from 'fast-check';

import { Dice } from '../../events/reading/dice';
import { runs } from '../../events/reading/scenario';
import { arrivalsAfter, expectEachArrivalOnce, gapMs, lookbackMs, troubledMs } from './arrivals';
import { Clock } from './clock';
import { DefaultN8n, DurableN8n, type PollingN8n } from './pollingN8n';
import { onClock, startProcess, type Process } from './processes';
import { ScriptedHoneyHive, type Arrival } from './scriptedHoneyHive';

const minute = 60_000;
const noon = Date.UTC(2026, 0, 31, 12);

/** Each is started anew after a crash. */
const processes: Process[] = [];
beforeAll(async () => {
	for (let count = 0; count < 3; count++) processes.push(await startProcess());
});

const setups = fc.record({
	seed: fc.nat(),
	scheduler: fc.constantFrom('default' as const, 'durable' as const),
	events: fc.integer({ min: 0, max: 40 }),
	maxEvents: fc.constantFrom(3, 1000),
	slownessMs: fc.constantFrom(1000, 20_000, 100_000),
	failing: fc.constantFrom(0, 0.1, 0.4),
	maxInAnswer: fc.constantFrom(4, 1000),
	maxRetries: fc.constantFrom(0, 1),
	crashes: fc.integer({ min: 0, max: 2 }),
	publications: fc.integer({ min: 0, max: 5 }),
	testing: fc.constantFrom(0, 0.2),
});
type Setup = typeof setups extends fc.Arbitrary<infer T> ? T : never;

/** Sessions that the events belong to: each has so few that one answer can contain them. */
const maxSessions = 10;

let simulations = 0;

/** Polls a workflow at random times while all kinds of things happen to n8n, and then until nothing is left. */
async function simulate(
	setup: Setup,
	event: 'newEvent' | 'sessionFinished',
): Promise<{ n8n: PollingN8n; arrivals: Arrival[] }> {
	const dice = new Dice(setup.seed);
	const clock = new Clock(noon);
	const project = `Project ${(simulations += 1)}`;
	const arrivals = arrivalsAfter(noon, setup.events, [project], dice).map(
		(arrival, index): Arrival => ({ ...arrival, session: `session-${index % maxSessions}` }),
	);
	const honeyHive = new ScriptedHoneyHive(clock, dice, arrivals, setup);
	const parameters = {
		event,
		quietMinutes: 1,
		project,
		firstRun: 'date',
		startFrom: '2026-01-31T12:00:00Z',
		'options.lookback': lookbackMs / minute,
		'options.maxEvents': setup.maxEvents,
		'options.maxRetries': setup.maxRetries,
	};
	const world = { clock, dice, honeyHive, workflowId: project, parameters };
	const [first, ...others] = processes as [Process, ...Process[]];
	const n8n = new { default: DefaultN8n, durable: DurableN8n }[setup.scheduler](world, first);
	await onClock(clock, async () => {
		void n8n.publish();
		const end = noon + troubledMs;
		for (const action of actionsOf(setup, dice, n8n, others, () => clock.dropAll())) {
			await clock.moveTo(Math.min(end, clock.now + gapMs(dice)));
			action();
		}
		honeyHive.isCalm = true;
		for (let polls = 0; polls < 30; polls++) {
			await clock.moveTo(Math.max(end, clock.now + minute));
			void n8n.poll();
		}
		await clock.moveTo(clock.now + minute);
	});
	return { n8n, arrivals };
}

/** What happens, in this order, after `publish`. */
function actionsOf(
	setup: Setup,
	dice: Dice,
	n8n: PollingN8n,
	others: Process[],
	dropAll: () => void,
): Array<() => void> {
	const polls = Array.from({ length: 40 }, () => () => {
		void (dice.chance(setup.testing) ? n8n.test() : n8n.poll());
	});
	const publications = Array.from({ length: setup.publications }, () => () => {
		void n8n.publish(dice.chance(0.7) ? `Trigger ${dice.whole(1, 2)}` : undefined);
	});
	const crashes = others.slice(0, setup.crashes).map((process) => () => {
		dropAll();
		n8n.crash(process);
	});
	const actions = polls;
	for (const one of [...publications, ...crashes]) {
		actions.splice(dice.whole(0, actions.length), 0, one);
	}
	return actions;
}

describe('Polls of one trigger that overlap, are given up and crash at any moment', () => {
	it('return each event once, and after a crash only those again that n8n had not stored', async () => {
		await fc.assert(
			fc.asyncProperty(setups, async (setup) => {
				const { n8n, arrivals } = await simulate(setup, 'newEvent');
				expectEachArrivalOnce(arrivals, n8n);
			}),
			runs(60),
		);
	}, 600_000);

	it('return each finished session once, and after a crash only those again that n8n had not stored', async () => {
		await fc.assert(
			fc.asyncProperty(setups, async (setup) => {
				const { n8n, arrivals } = await simulate(setup, 'sessionFinished');
				const sessions = new Set(arrivals.map(({ id, session = id }) => session));
				expectEachArrivalOnce(
					[...sessions].map((id) => ({ id })),
					n8n,
				);
			}),
			runs(60),
		);
	}, 600_000);
});
