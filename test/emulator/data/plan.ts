import type { Settings } from '../options';
import type { EventType } from './event';
import { Random } from './random';

// Taken out of Math once: a global looked up in a hot loop is slow where globals are proxied, as under Jest.
const { floor, max, min, round } = Math;

/** One event of a session, as far as its neighbours need to know it. */
export interface Step {
	kind: EventType;
	/** A chain above all other events of its session, which repeats the sum of their tokens. */
	isAgent: boolean;
	/** Position of the parent within the session; -1 for the session itself. */
	parent: number;
	children: number[];
	/** UTC milliseconds. */
	start: number;
	/** Whole milliseconds from start to end. */
	lasts: number;
	promptTokens: number;
	completionTokens: number;
	cost: number;
	failed: boolean;
	rated: boolean;
}

/** The shape of one session: its tree, times, tokens and costs, but none of its texts. */
export interface SessionPlan {
	number: number;
	/** Index of the session event among all generated events; its children follow it. */
	first: number;
	steps: Step[];
}

const STREAM = { size: 0x512e, shape: 0x54a9e, time: 0x71e };
const HOUR = 3_600_000;
const YEAR = 365.25 * 24 * HOUR;
const BURSTS = 12;

/** How many events the session has: mostly 3 to 12, some lone ones, a few large agents. */
export function sessionSize(seed: number, number: number): number {
	const random = new Random(seed, STREAM.size, number);
	if (random.chance(0.03)) return 1;
	if (random.chance(0.005)) return random.whole(40, 120);
	return random.whole(3, 12);
}

export function planSession(
	settings: Settings,
	number: number,
	first: number,
	size: number,
): SessionPlan {
	const random = new Random(settings.seed, STREAM.shape, number);
	const steps = growTree(random, size, settings.agentEvents === 'perSession');
	const begin = beginning(settings, number);
	const room = settings.distribution === 'millisecond' ? 0 : settings.to - begin;
	const latest = steps.reduce((late, step) => max(late, step.start), 0);
	// A session near the end of the range is squeezed: every start lies within from..to.
	const squeeze = latest > room ? room / latest : 1;
	for (const step of steps) step.start = begin + floor(step.start * squeeze);
	return { number, first, steps };
}

/** Starts are counted from the session's own. Parents come before their children. */
function growTree(random: Random, size: number, withAgent: boolean): Step[] {
	const steps: Step[] = [];
	const open = [0];
	// The session, and its agent if there is one, contain all that follows.
	const neverClosed = withAgent ? 2 : 1;
	// One session in fifty waits for a human between two steps: its end is hours after its start.
	const pause = random.chance(0.02) ? { after: random.whole(1, size), ms: 2 * HOUR } : undefined;
	let clock = 0;
	for (let position = 0; position < size; position++) {
		while (position > 0 && open.length > neverClosed && random.chance(0.35)) open.pop();
		const parent = position === 0 ? -1 : (open[open.length - 1] ?? 0);
		const isAgent = withAgent && position === 1;
		const depth = open.length - neverClosed + 1;
		const kind = position === 0 ? 'session' : isAgent ? 'chain' : pickKind(random, depth);
		const step = newStep(random, kind, parent, clock);
		step.isAgent = isAgent;
		steps.push(step);
		steps[parent]?.children.push(position);
		if (kind === 'chain') open.push(position);
		clock += kind === 'session' || kind === 'chain' ? random.whole(1, 5) : step.lasts;
		clock += random.whole(0, 20) + (pause?.after === position ? pause.ms : 0);
	}
	for (let position = steps.length - 1; position > 0; position--) {
		const step = steps[position];
		const parent = step && steps[step.parent];
		if (parent) parent.lasts = max(parent.lasts, step.start + step.lasts - parent.start);
	}
	const agent = withAgent ? steps[1] : undefined;
	if (agent) sumTokens(agent, steps);
	return steps;
}

function sumTokens(agent: Step, steps: readonly Step[]): void {
	for (const { kind, promptTokens, completionTokens } of steps) {
		if (kind !== 'model') continue;
		agent.promptTokens += promptTokens;
		agent.completionTokens += completionTokens;
	}
}

function pickKind(random: Random, depth: number): EventType {
	const dice = random.next();
	if (dice < 0.2 && depth < 5) return 'chain';
	return dice < 0.65 ? 'model' : 'tool';
}

function newStep(random: Random, kind: EventType, parent: number, start: number): Step {
	const model = kind === 'model';
	const promptTokens = model ? random.whole(20, 4_000) : 0;
	const completionTokens = model ? random.whole(1, 900) : 0;
	return {
		kind,
		isAgent: false,
		parent,
		children: [],
		start,
		lasts: model ? random.whole(200, 9_000) : random.whole(1, 800),
		promptTokens,
		completionTokens,
		cost: model ? round(promptTokens * 2.5 + completionTokens * 10) / 1_000_000 : 0,
		failed: kind !== 'session' && random.chance(0.04),
		rated: random.chance(0.08),
	};
}

function beginning(settings: Settings, number: number): number {
	const { from, to, seed, distribution } = settings;
	const random = new Random(seed, STREAM.time, number);
	const span = to - from;
	switch (distribution) {
		case 'millisecond':
			return floor(from + span / 2);
		case 'yearly':
			return floor(from + random.whole(0, floor(span / YEAR)) * YEAR);
		case 'bursts': {
			if (random.chance(0.1)) return floor(from + random.next() * span);
			const burst = (random.whole(0, BURSTS - 1) + 0.5) / BURSTS;
			return floor(min(to, from + burst * span + random.next() * 60_000));
		}
		default:
			return floor(from + random.next() * span);
	}
}
