import fc from 'fast-check';

import { Dice } from '../../events/reading/dice';
import { runs } from '../../events/reading/scenario';
import { arrivalsAfter, expectEachArrivalOnce, gapMs, lookbackMs, troubledMs } from './arrivals';
import { Clock } from './clock';
import { ExecutingN8n, type Execution } from './executingN8n';
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
	events: fc.integer({ min: 0, max: 40 }),
	maxEvents: fc.constantFrom(3, 1000),
	slownessMs: fc.constantFrom(1000, 20_000, 100_000),
	failing: fc.constantFrom(0, 0.1, 0.4),
	maxInAnswer: fc.constantFrom(4, 1000),
	maxRetries: fc.constantFrom(0, 1),
	crashes: fc.integer({ min: 0, max: 2 }),
	renames: fc.integer({ min: 0, max: 3 }),
	testing: fc.constantFrom(0, 0.3),
	stopping: fc.constantFrom(0, 0.3),
});
type Setup = typeof setups extends fc.Arbitrary<infer T> ? T : never;

let simulations = 0;

/** Executes a workflow at random times while all kinds of things happen to n8n, and then until nothing is left. */
async function simulate(setup: Setup): Promise<{ n8n: ExecutingN8n; arrivals: Arrival[] }> {
	const dice = new Dice(setup.seed);
	const clock = new Clock(noon);
	const workflowId = `workflow-${(simulations += 1)}`;
	const projects = [`${workflowId} A`, `${workflowId} B`];
	const arrivals = arrivalsAfter(noon, setup.events, projects, dice);
	const honeyHive = new ScriptedHoneyHive(clock, dice, arrivals, setup);
	const parameters = {
		resource: 'event',
		operation: 'export',
		dateRange: 'sinceLastRun',
		firstRun: 'date',
		startFrom: '2026-01-31T12:00:00Z',
		'options.lookback': lookbackMs / minute,
		'options.maxEvents': setup.maxEvents,
		'options.maxRetries': setup.maxRetries,
	};
	const [first, ...others] = processes as [Process, ...Process[]];
	const n8n = new ExecutingN8n({ clock, dice, honeyHive, workflowId, parameters }, first);
	await onClock(clock, async () => {
		const end = noon + troubledMs;
		const crash = (process: Process) => {
			clock.dropAll();
			n8n.crash(process);
		};
		const actions: Array<() => void> = Array.from({ length: 40 }, () => () => {
			void n8n.execute(executionOf(setup, dice, projects));
		});
		const incidents = [
			...others.slice(0, setup.crashes).map((process) => () => crash(process)),
			...Array.from({ length: setup.renames }, () => () => {
				n8n.nodeName = `HoneyHive ${dice.whole(1, 2)}`;
			}),
		];
		for (const one of incidents) actions.splice(dice.whole(0, actions.length), 0, one);
		for (const action of actions) {
			await clock.moveTo(Math.min(end, clock.now + gapMs(dice)));
			action();
		}
		honeyHive.isCalm = true;
		for (let count = 0; count < 25; count++) {
			await clock.moveTo(Math.max(end, clock.now + minute));
			void n8n.execute({ mode: 'trigger', projects, continuesOnFail: false });
		}
		await clock.moveTo(clock.now + minute);
	});
	return { n8n, arrivals };
}

function executionOf(setup: Setup, dice: Dice, projects: readonly string[]): Execution {
	const items = Array.from({ length: dice.whole(1, 3) }, () => projects[dice.whole(0, 1)] ?? '');
	const test = dice.whole(0, 2);
	const started = !dice.chance(setup.testing)
		? { mode: dice.chance(0.5) ? ('trigger' as const) : ('webhook' as const) }
		: test === 0
			? { mode: 'manual' as const }
			: test === 1
				? { mode: 'evaluation' as const }
				: { mode: 'integrated' as const, triggerType: 'n8n-nodes-base.manualTrigger' };
	return {
		...started,
		projects: items,
		continuesOnFail: dice.chance(0.3),
		...(dice.chance(setup.stopping) && { stopsAfterMs: dice.whole(0, 20_000) }),
	};
}

describe('Executions of one workflow that overlap, fail, are stopped and crash at any moment', () => {
	it('return each event once, and after a crash only those again that n8n had not stored', async () => {
		await fc.assert(
			fc.asyncProperty(setups, async (setup) => {
				const { n8n, arrivals } = await simulate(setup);
				expectEachArrivalOnce(arrivals, n8n);
			}),
			runs(60),
		);
	}, 600_000);
});
