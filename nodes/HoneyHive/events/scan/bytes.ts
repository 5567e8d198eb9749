/**
 * Finding one's way through JSON in UTF-8 without parsing it. What a function looks for may not have
 * arrived yet: it then returns `more`, and is asked again when there are more bytes.
 */
export const more = -1;

/** The text is not JSON. */
export class NotJson extends Error {
	override readonly name = 'NotJson';
}

// What a byte means outside of strings. Those that are left out never stand there.
const foreign = 0;
const plain = 1;
const quote = 2;
const open = 3;
const close = 4;
const divider = 5;

const kinds = new Uint8Array(256);
for (const [kind, bytes] of [
	[plain, ' \t\n\r+-.0123456789aeEflnrstu'],
	[quote, '"'],
	[open, '{['],
	[close, '}]'],
	[divider, ':,'],
] as const) {
	for (const byte of Buffer.from(bytes)) kinds[byte] = kind;
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

/** The place of the next byte that is no white space. */
export function skipSpace(text: Buffer, from: number): number {
	for (let at = from; at < text.length; at++) {
		const byte = text[at];
		if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
	}
	return more;
}

/** The place behind a value. That of a number or a word is where something else begins. */
export function endOfValue(text: Buffer, from: number): number {
	switch (kinds[text[from] ?? 0]) {
		case quote:
			return endOfString(text, from);
		case open:
			return endOfNested(text, from);
		case plain:
			return endOfPlain(text, from);
		default:
			throw new NotJson();
	}
}

/** @param from where the opening quote is */
export function endOfString(text: Buffer, from: number): number {
	for (let at = text.indexOf(byteOf.quote, from + 1); at >= 0; ) {
		if (!isEscaped(text, at)) return at + 1;
		at = text.indexOf(byteOf.quote, at + 1);
	}
	return more;
}

/** An odd number of backslashes escapes what is behind them; the opening quote ends their row. */
function isEscaped(text: Buffer, at: number): boolean {
	let first = at;
	while (text[first - 1] === byteOf.backslash) first--;
	return (at - first) % 2 === 1;
}

/** Brackets are counted, not matched: this knows nothing of two kinds that are mixed up. */
function endOfNested(text: Buffer, from: number): number {
	let depth = 0;
	for (let at = from; at < text.length; ) {
		const kind = kinds[text[at] ?? 0];
		if (kind === quote) {
			at = endOfString(text, at);
			if (at === more) return more;
			continue;
		}
		at++;
		if (kind === open) depth++;
		else if (kind === close && --depth === 0) return at;
		else if (kind === foreign) throw new NotJson();
	}
	return more;
}

function endOfPlain(text: Buffer, from: number): number {
	for (let at = from; at < text.length; at++) {
		if (kinds[text[at] ?? 0] !== plain) return at;
	}
	return more;
}

/** The value that stands between two places. @throws NotJson */
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
