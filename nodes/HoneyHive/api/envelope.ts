import { z } from 'zod';

import { isObject, type HoneyHiveEvent } from '../events/event';
import type { Page } from '../events/generation';
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

/**
 * Turns the text of a 200 response into a page.
 *
 * `totalEvents` is the total of the filter. `count`, which v2 hosts send in its place, is a hint only:
 * no document says whether it is the total or the number returned.
 *
 * @throws ApiRefusal that says what was received when it is not a page of events
 */
export function readPage(text: string): Page {
	const body = parseJson(text);
	const envelope = envelopeSchema.safeParse(body);
	if (!envelope.success) throw unexpected(describeShape(body));
	const { events, totalEvents, count } = envelope.data;
	return {
		events,
		...(typeof totalEvents === 'number' && { total: totalEvents }),
		...(count !== undefined && count > events.length && { countHint: count }),
	};
}

/**
 * Parses a response body.
 *
 * @throws ApiRefusal that tells an empty body, a web page and cut JSON apart
 */
export function parseJson(text: string): unknown {
	if (text.trim() === '') throw emptyBody();
	if (isHtml(text)) throw webPage();
	try {
		return JSON.parse(text);
	} catch {
		throw cutOrBroken(text.length);
	}
}

function describeShape(body: unknown): string {
	if (!isObject(body)) return `JSON that is ${Array.isArray(body) ? 'a list' : String(body)}`;
	if (!('events' in body)) return "JSON without 'events'";
	if (!Array.isArray(body.events)) return "JSON whose 'events' is not a list";
	if (!body.events.every(isObject)) return "JSON whose 'events' holds something that is no event";
	return "JSON whose 'totalEvents' is not a number";
}

const checkCredential =
	"Check 'Base URL' and 'API Generation' in the credential. If both are right, try again.";

function unexpected(what: string): ApiRefusal {
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

function cutOrBroken(length: number): ApiRefusal {
	return refusalOfUnreadable(
		`HoneyHive's answer of ${length} characters is not complete JSON`,
		"It was probably cut on the way. Try again, or ask for fewer events at a time with 'Limit' or 'Page Size'.",
	);
}
