import * as content from './content';
import type { EventType, HoneyHiveEvent } from './event';
import { metadataOf } from './metadata';
import { isOmitted } from './omission';
import type { Settings } from '../options';
import type { Page } from './page';
import { planSession, sessionSize, type SessionPlan, type Step } from './plan';
import { indexOfUuid, Random, uuidOf } from './random';
import { staysAsBegun } from './totals';

/** JSON bytes of an event without its free text, and the natural whole, by type: measured once. */
const SIZES: Record<EventType, { bare: number; natural: number }> = {
	session: { bare: 850, natural: 1_200 },
	chain: { bare: 570, natural: 1_000 },
	model: { bare: 1_000, natural: 2_100 },
	tool: { bare: 620, natural: 1_200 },
};
const SIZE_STREAM = 0x512ed;
const PLANS_KEPT = 2_048;

/**
 * Realistic sessions (session → chain → model and tool), each event made from (seed, index) when it
 * is asked for. What is kept is where each session begins: a million events need a few megabytes.
 */
export class Generator {
	/** Index of each session's first event, ascending. */
	private readonly firsts: Uint32Array;
	private readonly plans = new Map<number, SessionPlan>();

	constructor(private readonly settings: Settings) {
		const firsts: number[] = [];
		for (let first = 0; first < settings.events; ) {
			firsts.push(first);
			first += sessionSize(settings.seed, firsts.length - 1);
		}
		this.firsts = Uint32Array.from(firsts);
	}

	get count(): number {
		return this.settings.events;
	}

	/** UTC milliseconds; NaN when the events are timeless. */
	startOf(index: number): number {
		if (this.settings.distribution === 'timeless') return NaN;
		return this.stepOf(index).step.start;
	}

	/** All of them by index, session by session: faster than asking for each. */
	startTimes(): Float64Array {
		const times = new Float64Array(this.count).fill(NaN);
		if (this.settings.distribution === 'timeless') return times;
		for (let number = 0; number < this.firsts.length; number++) {
			const { first, steps } = this.planned(number);
			for (let place = 0; place < steps.length; place++) {
				times[first + place] = steps[place]?.start ?? NaN;
			}
		}
		return times;
	}

	indexOf(eventId: string): number | undefined {
		const index = indexOfUuid(this.settings.seed, eventId);
		return index !== undefined && index < this.count ? index : undefined;
	}

	/** The indexes of the session whose id (that of its session event) this is. */
	sessionRange(sessionId: string): { first: number; end: number } | undefined {
		const first = this.indexOf(sessionId);
		if (first === undefined) return undefined;
		const { session, step } = this.stepOf(first);
		if (step.parent !== -1) return undefined;
		return { first, end: first + session.steps.length };
	}

	/** The event; with `wanted`, only those of its top-level keys. */
	event(index: number, wanted?: ReadonlySet<string>): HoneyHiveEvent {
		const { session, step } = this.stepOf(index);
		const page = { settings: this.settings, index, session, step, letters: 0 };
		page.letters = this.lettersOf(page);
		const event: HoneyHiveEvent = {};
		for (const key of wanted ?? EVENT_KEYS) {
			const value = Object.hasOwn(WRITERS, key) ? WRITERS[key]?.(page) : undefined;
			if (value !== undefined && !isOmitted(this.settings, key, value)) event[key] = value;
		}
		return event;
	}

	private lettersOf(page: Page): number {
		const size = SIZES[page.step.kind];
		const share = new Random(page.settings.seed, SIZE_STREAM, page.index).next() * 0.8 + 0.6;
		const target = this.settings.eventBytes ?? size.natural;
		return Math.max(0, target * share - size.bare);
	}

	private stepOf(index: number): { session: SessionPlan; step: Step } {
		const session = this.plan(this.sessionNumber(index));
		const step = session.steps[index - session.first];
		if (!step) throw new RangeError(`No generated event ${index}`);
		return { session, step };
	}

	private sessionNumber(index: number): number {
		let [low, high] = [0, this.firsts.length - 1];
		while (low < high) {
			const middle = (low + high + 1) >>> 1;
			if ((this.firsts[middle] ?? 0) <= index) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	private plan(number: number): SessionPlan {
		const kept = this.plans.get(number);
		if (kept) return kept;
		const plan = this.planned(number);
		if (this.plans.size >= PLANS_KEPT) this.plans.clear();
		this.plans.set(number, plan);
		return plan;
	}

	private planned(number: number): SessionPlan {
		const first = this.firsts[number] ?? 0;
		const end = this.firsts[number + 1] ?? this.count;
		return planSession(this.settings, number, first, end - first);
	}
}

type Writer = (page: Page) => unknown;

function timed({ settings }: Page, milliseconds: number): number | undefined {
	return settings.distribution === 'timeless' ? undefined : milliseconds;
}

function isUnfinished({ settings, step }: Page): boolean {
	return step.kind === 'session' && staysAsBegun(settings);
}

function idAt({ settings, session }: Page, position: number): string {
	return uuidOf(settings.seed, session.first + position);
}

/** One writer per key, in the order of the documentation's example. */
const WRITERS: Record<string, Writer> = {
	project_id: ({ settings }) => settings.project,
	source: content.sourceOf,
	session_id: (page) => idAt(page, 0),
	event_id: ({ settings, index }) => uuidOf(settings.seed, index),
	parent_id: (page) => (page.step.parent === -1 ? null : idAt(page, page.step.parent)),
	event_type: ({ step }) => step.kind,
	event_name: content.nameOf,
	config: content.configOf,
	children_ids: (page) => page.step.children.map((position) => idAt(page, position)),
	inputs: content.inputsOf,
	outputs: content.outputsOf,
	error: content.errorOf,
	start_time: (page) => timed(page, page.step.start),
	end_time: (page) => timed(page, page.step.start + (isUnfinished(page) ? 0 : page.step.lasts)),
	// A clock of its own measured it: a little off end_time - start_time, as in the documentation.
	duration: (page) => (isUnfinished(page) ? 0 : page.step.lasts + (page.index % 1000) / 1000),
	metadata: metadataOf,
	feedback: content.feedbackOf,
	metrics: content.metricsOf,
	user_properties: content.userOf,
};

const EVENT_KEYS = Object.keys(WRITERS);

/** Spec 1.1.0 names the project in a key of its own: there to be filtered by and asked for. */
WRITERS.project = ({ settings }) => settings.project;
