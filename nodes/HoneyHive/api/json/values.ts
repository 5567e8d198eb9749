const quote = '"'.charCodeAt(0);
const backslash = '\\'.charCodeAt(0);
const comma = ','.charCodeAt(0);
const openBracket = '['.charCodeAt(0);
const openBrace = '{'.charCodeAt(0);

/**
 * The largest number of values that are parsed at once: a page of 7,500 events with a thousand values
 * each. JSON.parse takes up to 60 bytes for each, so this is half a gigabyte; a body of 256 MiB that
 * consists of `[` would need many, and V8 then ends the whole process.
 */
export const maxJsonValues = 8 * 1024 * 1024;

/**
 * Whether a JSON text has more values than a maximum. Each begins after a bracket or a comma, and has at
 * least one more character, so a text with fewer than twice as many characters is not looked at: in one
 * that is cut off, brackets alone can make more values, but then still fewer than twice the maximum. An
 * empty list or object counts as two.
 */
export function hasMoreValuesThan(max: number, json: string): boolean {
	if (json.length < 2 * max) return false;
	let values = 1;
	for (let at = 0; at < json.length; at++) {
		switch (json.charCodeAt(at)) {
			case quote:
				at = closingQuote(json, at);
				break;
			case comma:
			case openBracket:
			case openBrace:
				values++;
				if (values > max) return true;
		}
	}
	return false;
}

/** The position of the quote that ends a string; the length of the text if there is none. */
function closingQuote(json: string, from: number): number {
	for (let at = json.indexOf('"', from + 1); at >= 0; at = json.indexOf('"', at + 1)) {
		let first = at;
		while (json.charCodeAt(first - 1) === backslash) first--;
		if ((at - first) % 2 === 0) return at;
	}
	return json.length;
}
