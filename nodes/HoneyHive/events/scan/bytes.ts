/**
 * Finds its way through JSON in UTF-8 without parsing it. What a function looks for may not have
 * arrived yet: it then returns `more`, and is called again when there are more bytes.
 */
export const more = -1;

/** The text is not JSON. */
export class NotJson extends Error {
	override readonly name = 'NotJson';
}

/** The meaning of a byte outside of strings. */
export const kind = {
	foreign: 0,
	plain: 1,
	quote: 2,
	open: 3,
	close: 4,
	colon: 5,
	comma: 6,
} as const;

/** The kind of each byte. Those that are not listed never occur outside of strings. */
export const kinds = new Uint8Array(256);
for (const [one, bytes] of [
	[kind.plain, ' \t\n\r+-.0123456789aeEflnrstu'],
	[kind.quote, '"'],
	[kind.open, '{['],
	[kind.close, '}]'],
	[kind.colon, ':'],
	[kind.comma, ','],
] as const) {
	for (const byte of Buffer.from(bytes)) kinds[byte] = one;
}

export const byteOf = {
	quote: 0x22,
	comma: 0x2c,
	colon: 0x3a,
	openBracket: 0x5b,
	backslash: 0x5c,
	closeBracket: 0x5d,
	openBrace: 0x7b,
	closeBrace: 0x7d,
} as const;

/** The position of the next byte that is not white space. */
export function skipSpace(text: Buffer, from: number): number {
	for (let at = from; at < text.length; at++) {
		const byte = text[at];
		if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
	}
	return more;
}

/** The position after a value. A number or a word ends where something else begins. */
export function endOfValue(text: Buffer, from: number): number {
	switch (kinds[text[from] ?? 0]) {
		case kind.quote:
			return endOfString(text, from);
		case kind.open:
			return endOfNested(text, from);
		case kind.plain:
			return endOfPlain(text, from);
		default:
			throw new NotJson();
	}
}

/** Bytes of a string to examine one by one: most strings are shorter, and a call of indexOf costs as much. */
const shortStringBytes = 20;

/** @param from where the opening quote is */
export function endOfString(text: Buffer, from: number): number {
	const near = Math.min(from + shortStringBytes, text.length);
	let at = from + 1;
	for (; at < near; at++) {
		if (text[at] === byteOf.quote) return at + 1;
		if (text[at] === byteOf.backslash) break;
	}
	for (at = text.indexOf(byteOf.quote, at); at >= 0; at = text.indexOf(byteOf.quote, at + 1)) {
		if (!isEscaped(text, at)) return at + 1;
	}
	return more;
}

/** An odd number of backslashes escapes the byte after them; the opening quote ends their row. */
function isEscaped(text: Buffer, at: number): boolean {
	let first = at;
	while (text[first - 1] === byteOf.backslash) first--;
	return (at - first) % 2 === 1;
}

/** Brackets are counted, not matched: mixed-up kinds of brackets are not noticed. */
export function endOfNested(text: Buffer, from: number): number {
	let depth = 0;
	for (let at = from; at < text.length; ) {
		switch (kinds[text[at] ?? 0]) {
			case kind.quote:
				at = endOfString(text, at);
				if (at === more) return more;
				continue;
			case kind.open:
				depth++;
				break;
			case kind.close:
				depth--;
				if (depth === 0) return at + 1;
				break;
			case kind.foreign:
				throw new NotJson();
		}
		at++;
	}
	return more;
}

function endOfPlain(text: Buffer, from: number): number {
	for (let at = from; at < text.length; at++) {
		if (kinds[text[at] ?? 0] !== kind.plain) return at;
	}
	return more;
}

/** Whether a part of the text equals a name. */
export function isTextAt(text: Buffer, from: number, length: number, name: Buffer): boolean {
	if (length !== name.length) return false;
	for (let index = 0; index < length; index++) {
		if (text[from + index] !== name[index]) return false;
	}
	return true;
}

/** Parses the value between two positions. @throws NotJson */
export function parsePiece(text: Buffer, from: number, to: number): unknown {
	try {
		return JSON.parse(text.toString('utf8', from, to));
	} catch {
		return refuse();
	}
}

function refuse(): never {
	throw new NotJson();
}
