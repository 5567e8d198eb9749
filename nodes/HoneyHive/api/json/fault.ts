/** What may come next in a JSON text. */
type Expected = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end';

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

const space = /[ \t\n\r]*/y;

/** Characters of numbers and words, right or wrong. */
const plain = /[\w.+-]*/y;

const isPlainValue = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** Everything but quotes, backslashes and the control characters that must be escaped. */
const inString = /[ !#-[\]-\uffff]*/y;

const escapeSequence = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

const maxEscapeLength = 6;

/**
 * Finds the place where a text stops being JSON. JSON.parse names it too, but differently in each
 * version of Node.js.
 *
 * @param text that JSON.parse refuses
 * @returns the index of the first character that cannot stand there; undefined when none is wrong, but
 * the end is missing
 */
export function findFault(text: string): number | undefined {
	/** The brackets that close what is open. */
	const open: string[] = [];
	let expected: Expected = 'value';
	for (let at = endOf(space, text, 0); at < text.length; at = endOf(space, text, at)) {
		const char = text.charAt(at);
		if (expected.endsWith('end') && char === open.at(-1)) {
			open.pop();
			expected = 'comma or end';
			at++;
		} else if (expected === 'comma or end') {
			if (char !== ',' || open.length === 0) return at;
			expected = open.at(-1) === '}' ? 'name' : 'value';
			at++;
		} else if (expected === 'colon') {
			if (char !== ':') return at;
			expected = 'value';
			at++;
		} else if (expected.startsWith('value') && closing[char]) {
			open.push(closing[char]);
			expected = char === '{' ? 'name or end' : 'value or end';
			at++;
		} else {
			const isName = expected.startsWith('name');
			if (isName && char !== '"') return at;
			const end = char === '"' ? endOfString(text, at) : endOfPlain(text, at);
			if ('fault' in end) return end.fault < text.length ? end.fault : undefined;
			expected = isName ? 'colon' : 'comma or end';
			at = end.at;
		}
	}
	return undefined;
}

/** Where a value ends, or the first character of it that is wrong: the text's length if it is cut off. */
type End = { readonly at: number } | { readonly fault: number };

function endOfString(text: string, from: number): End {
	for (let at = from + 1; ; ) {
		at = endOf(inString, text, at);
		if (text.charAt(at) === '"') return { at: at + 1 };
		const next = endOf(escapeSequence, text, at);
		if (next === at) {
			const isCut = text.charAt(at) === '\\' && text.length - at < maxEscapeLength;
			return { fault: isCut ? text.length : at };
		}
		at = next;
	}
}

/** A word that reaches the end of the text may be cut off. */
function endOfPlain(text: string, from: number): End {
	const at = endOf(plain, text, from);
	if (at > from && at === text.length) return { fault: at };
	return isPlainValue.test(text.slice(from, at)) ? { at } : { fault: from };
}

/** Where a sticky pattern that begins at a position ends; that position if it does not match. */
function endOf(pattern: RegExp, text: string, from: number): number {
	pattern.lastIndex = from;
	return pattern.test(text) ? pattern.lastIndex : from;
}

const knownWords = /^[+-]?(?:NaN|nan|Infinity|infinity|inf|undefined|None|True|False)(?![\w.+-])/;

/** Names what stands at a position: a word that other languages have for a value, or one character. */
export function describeAt(text: string, at: number): string {
	const [word] = knownWords.exec(text.slice(at, at + 20)) ?? [];
	if (word) return word;
	const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
	if (/^[\x21-\x7e]$/.test(char)) return char === "'" ? 'a single quote' : `'${char}'`;
	return `U+${(text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
