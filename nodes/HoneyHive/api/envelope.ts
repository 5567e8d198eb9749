import { z } from 'zod';

import { isObject, type HoneyHiveEvent, type Located } from '../events/event';
import type { Page } from '../events/generation';
import { readText, type BodyReader } from './body';
import { refusalOfAnswer, refusalOfUnreadable, type ApiRefusal } from './errors';
import { isHtml } from './html';

/**
 * The frame of an events response. The events themselves are only checked to be objects: payloads
 * are the users' own, and checking each would cost more than it tells.
 */
const envelopeSchema = z.object({
	events: z.custom<HoneyHiveEvent[]>((value) => Array.isArray(value) && value.every(isObject)),
	totalEvents: z.number().nullish(),
	count: z.number().optional().catch(undefined),
});

/** Reads a body into a page, with as much of each event as is wanted. @throws ApiRefusal */
export type PageReader<Event extends Located> = BodyReader<Page<Event>>;

/** Parses all of it. */
export const parsePage: PageReader<HoneyHiveEvent> = async (body) => readPage(await readText(body));

/** Turns the text of a 200 response into a page. @throws ApiRefusal */
export function readPage(text: string): Page {
	return readFrame(text, ({ events }) => events);
}

/**
 * Turns the frame of an answer into a page.
 *
 * `totalEvents` is the total of the filter. `count`, which v2 hosts send in its place, is a hint only:
 * no document says whether it is the total or the number returned.
 *
 * @param eventsOf finds the events, be they in the frame or not
 * @param size characters of the answer that the frame belongs to
 * @throws ApiRefusal that says what was received when it is not a page of events
 */
export function readFrame<Event extends Located>(
	frame: string,
	eventsOf: (envelope: { readonly events: readonly HoneyHiveEvent[] }) => readonly Event[],
	size = frame.length,
): Page<Event> {
	const body = parseJson(frame, size);
	const envelope = envelopeSchema.safeParse(body);
	if (!envelope.success) throw unexpected(describeShape(body));
	const { totalEvents, count } = envelope.data;
	const events = eventsOf(envelope.data);
	return {
		events,
		...(typeof totalEvents === 'number' && { total: totalEvents }),
		...(count !== undefined && count > events.length && { countHint: count }),
	};
}

/**
 * Parses a response body.
 *
 * @param size characters that came, where the text is only a part of them
 * @throws ApiRefusal that tells an empty body, a web page and cut JSON apart
 */
export function parseJson(text: string, size = text.length): unknown {
	if (text.trim() === '') throw emptyBody();
	if (isHtml(text)) throw webPage();
	try {
		return JSON.parse(text);
	} catch {
		throw cutOrBroken(size);
	}
}

function describeShape(body: unknown): string {
	if (!isObject(body)) return `JSON that is ${Array.isArray(body) ? 'a list' : String(body)}`;
	if (!('events' in body)) return "JSON without 'events'";
	if (!Array.isArray(body.events)) return "JSON whose 'events' is not a list";
	if (!body.events.every(isObject)) return holdsOther;
	return "JSON whose 'totalEvents' is not a number";
}

export const holdsOther = "JSON whose 'events' holds something that is no event";

const checkCredential =
	"Check 'Base URL' and 'API Generation' in the credential. If both are right, try again.";

export function unexpected(what: string): ApiRefusal {
	return refusalOfAnswer(
		`HoneyHive answered with ${what} where a page of events was expected`,
		checkCredential,
	);
}

function emptyBody(): ApiRefusal {
	return refusalOfUnreadable(
		'HoneyHive answered with an empty body where a page of events was expected',
		checkCredential,
	);
}

function webPage(): ApiRefusal {
	return refusalOfUnreadable(
		'HoneyHive answered with a web page where events were expected',
		"'Base URL' in the credential probably points to the HoneyHive app or a proxy: enter the API's address, e.g. https://api.honeyhive.ai.",
	);
}

export function cutOrBroken(length: number): ApiRefusal {
	return refusalOfUnreadable(
		`HoneyHive's answer of ${length} characters is not complete JSON`,
		"It was probably cut on the way. Try again, or ask for fewer events at a time with 'Limit' or 'Page Size'.",
	);
}
