import type { Located } from '../event';
import { byteOf, endOfNested, endOfString, kind, kinds, more, NotJson, parsePiece } from './bytes';

/** An event as it stood in an answer, with no more of it parsed than it takes to place it. */
export interface ScannedEvent extends Located {
	/** The event's JSON in UTF-8, byte for byte as it came. */
	readonly bytes: Uint8Array;
}

/** An element of the list is no object. */
export class NoEvent extends Error {
	override readonly name = 'NoEvent';
}

type Name = 'event_id' | 'start_time';
const eventId = Buffer.from('event_id');
const startTime = Buffer.from('start_time');

/**
 * Finds the end of the event that begins here, and its id and start on the way. An export
 * of raw events into files spends about half of its time here.
 *
 * @returns undefined when the event has not arrived to its end
 * @throws NoEvent when it is no object, NotJson when it holds what cannot stand in JSON
 */
export function scanEvent(text: Buffer, from: number): ScannedEvent | undefined {
	if (text[from] !== byteOf.openBrace) throw new NoEvent();
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

/** Which of the names stands between these quotes, be it written with escapes. */
function nameAt(text: Buffer, from: number, end: number): Name | undefined {
	const length = end - from - 2;
	if (isAt(text, from + 1, length, eventId)) return 'event_id';
	if (isAt(text, from + 1, length, startTime)) return 'start_time';
	return length > eventId.length && isEscaped(text, from, end)
		? unescaped(text, from, end)
		: undefined;
}

function isAt(text: Buffer, from: number, length: number, name: Buffer): boolean {
	if (length !== name.length) return false;
	for (let index = 0; index < length; index++) {
		if (text[from + index] !== name[index]) return false;
	}
	return true;
}

function isEscaped(text: Buffer, from: number, end: number): boolean {
	for (let at = from; at < end; at++) if (text[at] === byteOf.backslash) return true;
	return false;
}

function unescaped(text: Buffer, from: number, end: number): Name | undefined {
	const name = parsePiece(text, from, end);
	return name === 'event_id' || name === 'start_time' ? name : undefined;
}
