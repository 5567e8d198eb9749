import type { Located } from '../event';
import {
	byteOf,
	endOfNested,
	endOfString,
	isTextAt,
	kind,
	kinds,
	more,
	NotJson,
	parsePiece,
} from './bytes';

/** An event as it was received, with only as much of it parsed as it takes to put it in order. */
export interface ScannedEvent extends Located {
	/** The event's JSON in UTF-8, byte for byte. */
	readonly bytes: Buffer;
}

/** An element of the list is not an object. */
export class NotAnEvent extends Error {
	override readonly name = 'NotAnEvent';
}

type Name = 'event_id' | 'start_time';
const eventId = Buffer.from('event_id');
const startTime = Buffer.from('start_time');

/**
 * Finds the end of the event that begins here, and its id and start on the way. An export of raw
 * events into files spends about half of its time here.
 *
 * @returns undefined when the end of the event has not arrived yet
 * @throws NotAnEvent when it is not an object, NotJson when it contains bytes that JSON cannot contain
 */
export function scanEvent(text: Buffer, from: number): ScannedEvent | undefined {
	if (text[from] !== byteOf.openBrace) throw new NotAnEvent();
	const event: { event_id?: unknown; start_time?: unknown } = {};
	let isName = true;
	let name: Name | undefined;
	let value = from;
	for (let at = from + 1; at < text.length; ) {
		switch (kinds[text[at] ?? 0]) {
			case kind.quote: {
				const end = endOfString(text, at);
				if (end === more) return undefined;
				if (isName) name = nameAt(text, at, end);
				isName = false;
				at = end;
				continue;
			}
			case kind.open:
				at = endOfNested(text, at);
				if (at === more) return undefined;
				continue;
			case kind.colon:
				value = at + 1;
				break;
			case kind.comma:
				if (name) event[name] = parsePiece(text, value, at);
				name = undefined;
				isName = true;
				break;
			case kind.close:
				if (name) event[name] = parsePiece(text, value, at);
				return { ...event, bytes: text.subarray(from, at + 1) };
			case kind.foreign:
				throw new NotJson();
		}
		at++;
	}
	return undefined;
}

/** Which of the names stands between these quotes, with or without escapes. */
function nameAt(text: Buffer, from: number, end: number): Name | undefined {
	const length = end - from - 2;
	if (isTextAt(text, from + 1, length, eventId)) return 'event_id';
	if (isTextAt(text, from + 1, length, startTime)) return 'start_time';
	return length > eventId.length && isEscaped(text, from, end)
		? unescaped(text, from, end)
		: undefined;
}

function isEscaped(text: Buffer, from: number, end: number): boolean {
	for (let at = from; at < end; at++) if (text[at] === byteOf.backslash) return true;
	return false;
}

function unescaped(text: Buffer, from: number, end: number): Name | undefined {
	const name = parsePiece(text, from, end);
	return name === 'event_id' || name === 'start_time' ? name : undefined;
}
