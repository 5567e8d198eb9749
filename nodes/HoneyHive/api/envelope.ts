import { z } from 'zod';

import { isObject, type HoneyHiveEvent } from '../events/event';
import type { Page } from '../events/generation';
import { Refusal } from '../events/refusal';

/**
 * The frame of an events response. The events themselves are only checked to be objects: payloads
 * are the users' own, and checking each would cost more than it tells.
 */
const envelopeSchema = z.object({
	events: z.array(z.custom<HoneyHiveEvent>(isObject)),
	totalEvents: z.number().optional(),
});

/**
 * Turns the text of a 200 response into a page.
 *
 * `totalEvents` is the total of the filter; `count`, which v2 hosts send in its place, is not read:
 * no document says whether it is the total or the number returned.
 *
 * @throws Refusal that says what was received when it is not a page of events
 */
export function readPage(text: string): Page {
	const body = parseJson(text);
	const envelope = envelopeSchema.safeParse(body);
	if (!envelope.success) throw unexpected(describeShape(body));
	const { events, totalEvents } = envelope.data;
	return { events, ...(totalEvents !== undefined && { total: totalEvents }) };
}

/**
 * Parses a response body.
 *
 * @throws Refusal that tells an empty body, a web page and cut JSON apart
 */
export function parseJson(text: string): unknown {
	if (text.trim() === '') throw unexpected('an empty body');
	if (isHtml(text)) throw webPage();
	try {
		return JSON.parse(text);
	} catch {
		throw cutOrBroken(text.length);
	}
}

export function isHtml(text: string): boolean {
	return /^\s*<(!doctype|html|head|body)/i.test(text);
}

function describeShape(body: unknown): string {
	if (!isObject(body)) return `JSON that is ${Array.isArray(body) ? 'a list' : String(body)}`;
	if (!('events' in body)) return "JSON without 'events'";
	if (!Array.isArray(body.events)) return "JSON whose 'events' is not a list";
	if (!body.events.every(isObject)) return "JSON whose 'events' holds something that is no event";
	return "JSON whose 'totalEvents' is not a number";
}

function unexpected(what: string): Refusal {
	return new Refusal(
		`HoneyHive answered with ${what} where a page of events was expected`,
		"Check 'Base URL' and 'API Generation' in the credential. If both are right, try again.",
	);
}

function webPage(): Refusal {
	return new Refusal(
		'HoneyHive answered with a web page where events were expected',
		"'Base URL' in the credential probably points to the HoneyHive app or a proxy: enter the API's address, e.g. https://api.honeyhive.ai.",
	);
}

function cutOrBroken(length: number): Refusal {
	return new Refusal(
		`HoneyHive's answer of ${length} characters is not complete JSON`,
		"It was probably cut on the way. Try again, or ask for fewer events at a time with 'Limit' or 'Page Size'.",
	);
}
