import { z } from 'zod';

import { isObject, type HoneyHiveEvent, type Located } from '../events/event';
import type { Page } from '../events/generation';
import { isHtml, readText, type BodyReader } from './body';
import { refusalOfAnswer, refusalOfUnreadable, type ApiRefusal } from './errors';

/**
 * The frame of an events response. The events themselves are only checked to be objects: their content
 * is the users' own, and validating it would cost more than it is worth.
 */
const envelopeSchema = z.object({
	events: z.custom<HoneyHiveEvent[]>((value) => Array.isArray(value) && value.every(isObject)),
	totalEvents: z.number().nullish(),
	count: z.number().optional().catch(undefined),
});

/** Reads a body into a page, with as much of each event as the caller needs. @throws ApiRefusal */
export type PageReader<Event extends Located> = BodyReader<Page<Event>>;

/** Parses the whole body. */
export const parsePage: PageReader<HoneyHiveEvent> = async (body) => readPage(await readText(body));

/** Turns the text of a 200 response into a page. @throws ApiRefusal */
export function readPage(text: string): Page {
	return readFrame(text, ({ events }) => events);
}

/**
 * Turns the frame of an answer into a page.
 *
 * `totalEvents` is the total of the filter. Of `count`, which v2 hosts send instead, it is not documented
 * whether it is the total or the number of events returned. If it is larger than that number, it can only
 * be the total; otherwise it says nothing.
 *
 * @param eventsOf returns the events, whether they are in the frame or not
 * @param size characters of the answer that the frame is a part of
 * @throws ApiRefusal that says what was received instead of a page of events
 */
export function readFrame<Event extends Located>(
	frame: string,
	eventsOf: (envelope: { readonly events: readonly HoneyHiveEvent[] }) => readonly Event[],
	size = frame.length,
): Page<Event> {
	const body = parseJson(frame, size);
	const envelope = envelopeSchema.safeParse(body);
	if (!envelope.success) throw unexpected(describeFault(body));
	const { totalEvents, count } = envelope.data;
	const events = eventsOf(envelope.data);
	const isTotal = count !== undefined && count > events.length;
	const total = totalEvents ?? (isTotal ? count : undefined);
	return { events, ...(total !== undefined && { total }) };
}

/**
 * Parses a response body.
 *
 * @param size characters received, if the text is only a part of them
 * @throws ApiRefusal that distinguishes an empty body, a web page and incomplete JSON
 */
export function parseJson(text: string, size = text.length): unknown {
	if (text.trim() === '') throw emptyBody();
	if (isHtml(text)) throw webPage();
	try {
		return JSON.parse(text);
	} catch {
		throw incompleteJson(size);
	}
}

function describeFault(body: unknown): string {
	if (!isObject(body)) return `it is ${Array.isArray(body) ? 'a list' : String(body)}`;
	if (!('events' in body)) return "'events' is missing";
	if (!Array.isArray(body.events)) return "'events' is not a list";
	if (!body.events.every(isObject)) return hasOtherElements;
	return "'totalEvents' is not a number";
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

function webPage(): ApiRefusal {
	return refusalOfUnreadable(
		'HoneyHive returned a web page instead of events',
		"'Base URL' in the credential probably points to the HoneyHive app or a proxy: enter the API's address, e.g. https://api.honeyhive.ai.",
	);
}

export function incompleteJson(length: number): ApiRefusal {
	return refusalOfUnreadable(
		`HoneyHive's response of ${length} characters is not complete JSON`,
		"It was probably cut off on the way. Try again, or request fewer events at a time with 'Limit' or 'Page Size'.",
	);
}
