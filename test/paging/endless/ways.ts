import { matching, pageOf, storedEvery, type Asked, type Stored } from '../oddServer';

const moment = Date.UTC(2024, 3, 1);

/** How an operation ends: every event once, or with a refusal. */
export interface Ending {
	/** Max number of requests. */
	readonly requests: number;
	/** What the refusal says. Without it, every event is returned once. */
	readonly refusal?: RegExp;
	/** Whether it may also return every event once, as it depends on where a generation begins to read. */
	readonly orOnce?: boolean;
	/** What is counted, if it is not the number of events that there are. */
	readonly counted?: number;
}

/** What an operation asks for, which decides how it ends. */
export type Kind = 'all' | 'session' | 'max' | 'new' | 'sample' | 'one' | 'count' | 'split';

/** A way of never ending, and how each kind of operation ends over it. */
export interface Way extends Readonly<Record<Exclude<Kind, 'one'>, Ending>> {
	/** The body of an answer: the given number of requests came before. */
	answer(asked: Asked, before: number): string;
	/** The events that there are, if their number is limited. */
	readonly stored?: readonly Stored[];
	/** Operations that send one request for events. By default, nothing disturbs them. */
	readonly one?: Ending;
}

/** One to each minute, newest first. Three pages of 20, and one of the usual size. */
const stored = storedEvery(60_000, 60).reverse();
const crowd = stored.map((event) => ({ ...event, start_time: moment }));

// The numbers leave room for the requests that are in flight when the node finds out, up to 16.
const once = (requests: number): Ending => ({ requests });
const pagesRepeat = (requests: number): Ending => ({
	requests,
	refusal: /returned the same events on 5 pages in a row/,
});
const rangeIgnored: Ending = { requests: 270, refusal: /ignores the date range/ };
const withoutEnd: Ending = { requests: 1020, refusal: /full pages of events .* and more follow/ };
const everyNumber: Ending = { requests: 62, refusal: /an event for every page number/ };
const limitIgnored: Ending = { requests: 1, refusal: /returned \d+ events instead of 1/ };

const body = (events: readonly object[], more: object = {}) => JSON.stringify({ events, ...more });

/** New events with each request. */
function newEvents(asked: Asked, before: number, event: (number: number) => object): string {
	const first = before * 10_000;
	return body(Array.from({ length: asked.limit }, (_, index) => event(first + index)));
}

function totalOf(total: string, shown: string): Way {
	const ending = {
		requests: 4,
		refusal: new RegExp(`'totalEvents' is ${shown} but must be a whole number, 0 or more`),
	};
	return {
		stored,
		answer: () => `{"events":${JSON.stringify(stored.slice(0, 1))},"totalEvents":${total}}`,
		all: ending,
		session: ending,
		max: ending,
		new: ending,
		sample: ending,
		one: ending,
		count: ending,
		split: ending,
	};
}

export const ways: Readonly<Record<string, Way>> = {
	'ignores page': {
		stored,
		answer: (asked) => body(pageOf(matching(stored, asked), { ...asked, page: 1 })),
		all: once(36),
		session: once(1),
		max: once(20),
		new: once(1),
		sample: once(1),
		count: pagesRepeat(7),
		split: pagesRepeat(14),
	},
	'ignores page, with all events in one millisecond': {
		stored: crowd,
		answer: (asked) => body(pageOf(matching(crowd, asked), { ...asked, page: 1 })),
		all: pagesRepeat(30),
		session: once(1),
		max: pagesRepeat(30),
		new: once(1),
		sample: once(5),
		count: pagesRepeat(7),
		split: pagesRepeat(14),
	},
	'ignores page and limit': {
		stored,
		answer: (asked) => body(matching(stored, asked)),
		all: once(60),
		session: once(1),
		max: once(40),
		new: once(1),
		sample: once(1),
		count: limitIgnored,
		split: { ...limitIgnored, requests: 2 },
	},
	'answers full pages of the same events': {
		answer: ({ limit }) => body(storedEvery(1000, limit)),
		all: pagesRepeat(90),
		session: pagesRepeat(90),
		max: pagesRepeat(40),
		new: rangeIgnored,
		sample: once(3),
		count: pagesRepeat(7),
		split: pagesRepeat(14),
	},
	'answers full pages of the same events without an ID or a start': {
		answer: ({ limit }) => body(Array.from({ length: limit }, (_, name) => ({ event_name: name }))),
		all: pagesRepeat(6),
		session: pagesRepeat(6),
		max: pagesRepeat(6),
		new: { ...rangeIgnored, orOnce: true },
		sample: once(1),
		count: everyNumber,
		split: everyNumber,
	},
	'answers full pages of new events without an ID, with a start': {
		answer: (asked, before) =>
			newEvents(asked, before, (number) => ({
				number,
				start_time: moment + (number % 500) * 60_000,
			})),
		all: rangeIgnored,
		session: rangeIgnored,
		max: once(20),
		new: rangeIgnored,
		sample: once(5),
		count: everyNumber,
		split: everyNumber,
	},
	'answers full pages of new events without an ID or a start': {
		answer: (asked, before) => newEvents(asked, before, (number) => ({ number })),
		all: withoutEnd,
		session: withoutEnd,
		max: once(2),
		new: { ...rangeIgnored, orOnce: true },
		sample: once(1),
		count: everyNumber,
		split: everyNumber,
	},
	'has new events in one millisecond without an end': {
		answer: (asked, before) =>
			matching(crowd, asked).length === 0
				? body([])
				: newEvents(asked, before, (number) => ({
						event_id: `${number}`,
						start_time: moment,
					})),
		all: withoutEnd,
		session: withoutEnd,
		max: once(20),
		new: once(10),
		sample: once(5),
		count: everyNumber,
		split: everyNumber,
	},
	'states a total that grows with each answer': {
		stored,
		answer: (asked, before) => {
			const events = matching(stored, asked);
			const totalEvents = events.length + 1000 * (before + 1);
			return body(pageOf(events, asked), { totalEvents });
		},
		all: once(40),
		session: once(2),
		max: once(20),
		new: once(2),
		sample: once(2),
		count: { requests: 1, counted: 1060 },
		split: { ...rangeIgnored, requests: 3 },
	},
	'states a total of 1e999': totalOf('1e999', 'Infinity'),
	'states a negative total': totalOf('-5', '-5'),
	'states a fraction as the total': totalOf('1.5', '1.5'),
	'states a text as the total': totalOf('"12x"', "'12x'"),
	'ignores the date range': {
		stored,
		answer: (asked) => body(pageOf(stored, asked)),
		all: rangeIgnored,
		session: once(1),
		max: { ...rangeIgnored, orOnce: true },
		new: once(1),
		sample: once(1),
		count: once(12),
		split: { ...rangeIgnored, requests: 40 },
	},
	'ignores the filter on start_time': {
		stored,
		answer: (asked) => body(pageOf(matching(stored, { ...asked, filters: [] }), asked)),
		all: once(36),
		session: once(1),
		max: once(20),
		new: once(1),
		sample: once(1),
		count: once(12),
		// Up to now: where the halves fall, and so how many it takes, changes with the time of day.
		split: once(300),
	},
	'answers a full page of new events, whatever the limit': {
		answer: (asked, before) =>
			newEvents({ ...asked, limit: 100 }, before, (number) => ({
				event_id: `${number}`,
				start_time: moment + (number % 500) * 60_000,
			})),
		all: rangeIgnored,
		session: once(1),
		max: once(20),
		new: once(1),
		sample: once(5),
		count: limitIgnored,
		split: { ...limitIgnored, requests: 2 },
	},
};
