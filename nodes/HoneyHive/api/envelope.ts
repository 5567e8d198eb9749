import { z } from 'zod';

import { isObject, type HoneyHiveEvent, type Located } from '../events/event';
import type { Page } from '../events/generation';
import { limitNesting } from '../events/nesting';
import { display } from '../events/refusal';
import { BodyTooLarge, isHtml, readText, type BodyReader } from './body';
import { refusalOfAnswer, refusalOfUnreadable, type ApiRefusal } from './errors';
import { describeAt, findFault } from './json/fault';
import { hasMoreValuesThan, maxJsonValues } from './json/values';

/** A number of events. JSON can state 1e999, which is Infinity. */
const totalSchema = z.number().int().nonnegative().safe().nullish();

/**
 * The frame of an events response. The events themselves are only checked to be objects: their content
 * is the users' own, and validating it would cost more than it is worth.
 */
const envelopeSchema = z.object({
	events: z.custom<HoneyHiveEvent[]>((value) => Array.isArray(value) && value.every(isObject)),
	totalEvents: totalSchema,
	count: totalSchema,
});

/** Reads a body into a page, with as much of each event as the caller needs. @throws ApiRefusal */
export type PageReader<Event extends Located> = BodyReader<Page<Event>>;

/** Parses the whole body. */
export const parsePage: PageReader<HoneyHiveEvent> = async (body) => readPage(await readText(body));

/** Turns the text of a 200 response into a page of events whose nesting is limited. @throws ApiRefusal */
export function readPage(text: string): Page {
	const page = readFrame(text, ({ events }) => events);
	const [tooDeep] = page.events.filter(limitNesting);
	return tooDeep ? { ...page, tooDeep } : page;
}

/**
 * Turns the frame of an answer into a page.
 *
 * `totalEvents` is the total of the filter. Of `count`, which v2 hosts send instead, it is not documented
 * whether it is the total or the number of events returned. If it is larger than that number, it can only
 * be the total; otherwise it says nothing.
 *
 * @param eventsOf returns the events, whether they are in the frame or not
 * @param removed bytes of the answer that were taken out of the frame, if any
 * @throws ApiRefusal that says what was received instead of a page of events
 */
export function readFrame<Event extends Located>(
	frame: string,
	eventsOf: (envelope: { readonly events: readonly HoneyHiveEvent[] }) => readonly Event[],
	removed = 0,
): Page<Event> {
	const body = parseJson(frame, removed);
	const envelope = envelopeSchema.safeParse(body);
	if (!envelope.success) throw unexpected(describeFault(body));
	const { totalEvents, count } = envelope.data;
	const events = eventsOf(envelope.data);
	const isTotal = typeof count === 'number' && count > events.length;
	const stated = totalEvents ?? (isTotal ? count : undefined);
	return { events, ...(stated !== undefined && { total: stated }) };
}

/**
 * Parses a response body.
 *
 * @param removed bytes that were taken out of the text, before anything that can be wrong with it
 * @throws ApiRefusal that distinguishes an empty body, a web page, JSON that is cut off, and other text;
 * BodyTooLarge when it has more values than fit into memory
 */
export function parseJson(text: string, removed = 0): unknown {
	if (text.trim() === '') throw emptyBody();
	if (isHtml(text)) throw webPage('events');
	if (hasMoreValuesThan(maxJsonValues, text)) throw new BodyTooLarge();
	try {
		return JSON.parse(text);
	} catch {
		throw brokenJson(text, removed);
	}
}

/** Says what it is rather than what it contains: that may be long, and the API key may be in it. */
function describeFault(body: unknown): string {
	if (!isObject(body)) return `it is ${kindOf(body)}`;
	if (!('events' in body)) return "'events' is missing";
	if (!Array.isArray(body.events)) return "'events' is not a list";
	if (!body.events.every(isObject)) return hasOtherElements;
	const name = totalSchema.safeParse(body.totalEvents).success ? 'count' : 'totalEvents';
	return `'${name}' is ${display(body[name])} but must be a whole number, 0 or more`;
}

function kindOf(body: unknown): string {
	if (body === null) return 'null';
	if (Array.isArray(body)) return 'a list';
	return typeof body === 'string' ? 'text' : `a ${typeof body}`;
}

export const hasOtherElements = "'events' contains something that is not an event";

const checkCredential =
	"Check 'Base URL' and 'API Version' in the credential. If both are right, try again.";

/** @param fault what keeps the response from being a page of events */
export function unexpected(fault: string): ApiRefusal {
	return refusalOfAnswer(`HoneyHive returned an unexpected response: ${fault}`, checkCredential);
}

function emptyBody(): ApiRefusal {
	return refusalOfUnreadable(
		'HoneyHive returned an empty response instead of events',
		checkCredential,
	);
}

/** @param expected what the answer should have been */
export function webPage(expected: string): ApiRefusal {
	return refusalOfUnreadable(
		`HoneyHive returned a web page instead of ${expected}`,
		"'Base URL' in the credential probably points to the HoneyHive app or a proxy: enter the API's address, e.g. https://api.honeyhive.ai.",
	);
}

/**
 * The refusal for text that is not JSON. If only the end is missing, the answer was cut off, and if it
 * does not begin as JSON does, a proxy sent it: another try may succeed. Anything else is final, because
 * the next answer would contain the same.
 *
 * @param before characters or bytes of the answer before this text
 * @throws BodyTooLarge
 */
export function brokenJson(text: string, before: number): ApiRefusal {
	if (hasMoreValuesThan(maxJsonValues, text)) throw new BodyTooLarge();
	const fault = findFault(text);
	if (fault === undefined) return incompleteJson(before + text.length);
	if (!/^\s*[{["]/.test(text)) return otherText();
	return refusalOfAnswer(
		`HoneyHive's response is not JSON: it has ${describeAt(text, fault)} at character ${before + fault + 1}`,
		"Another try would receive the same. Leave out the field that contains it with 'Output', or narrow the date range.",
	);
}

function incompleteJson(size: number): ApiRefusal {
	return refusalOfUnreadable(
		`HoneyHive's response of ${size} characters is not complete JSON`,
		"It was probably cut off on the way. Try again, or request fewer events at a time with 'Limit' or 'Page Size'.",
	);
}

function otherText(): ApiRefusal {
	return refusalOfUnreadable(
		'HoneyHive returned text that is not JSON instead of events',
		checkCredential,
	);
}
