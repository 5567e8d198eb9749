import { display } from '../../../nodes/HoneyHive/events/refusal';

/** Larger than one text of JavaScript can be, if it were written out. */
const huge = {
	text: 'x'.repeat(500_000_000),
	list: Array<string>(10).fill('x'.repeat(500_000_000)),
};

const deep = (levels: number): unknown => (levels === 0 ? 'x' : [deep(levels - 1)]);

describe('A received value in a message', () => {
	it.each([
		[undefined, 'empty'],
		['', 'empty'],
		['plain text', "'plain text'"],
		['Grüße 東京\u3000大阪 🐝', "'Grüße 東京\u3000大阪 🐝'"],
		['\uFEFFmarked', "'\\uFEFFmarked'"],
		[12.5, '12.5'],
		[false, 'false'],
		[[1, 'a', null], '[1,"a",null]'],
		[{ a: { b: [true] } }, '{"a":{"b":[true]}}'],
		['two\nlines\tand a tab', "'two\\u000Alines\\u0009and a tab'"],
		['\u001b[31mred', "'\\u001B[31mred'"],
		['turned \u202Etxet', "'turned \\u202Etxet'"],
		['zero\u200Bwidth', "'zero\\u200Bwidth'"],
		['half \ud83d', "'half \\uD83D'"],
		['tag \u{E0041}', "'tag \\u{E0041}'"],
		[{ '\u202Ekey': '\u2066value' }, '{"\\u202Ekey":"\\u2066value"}'],
		[{ big: 12n }, '{"big":"12"}'],
	])('%j is shown as %s', (value, shown) => {
		expect(display(value)).toBe(shown);
	});

	it.each([
		['a text', 'x'.repeat(1000)],
		['a text of what cannot be seen', '\u202E'.repeat(1000)],
		['a list', Array<number>(1000).fill(1)],
		['a list of lists', Array<number[]>(1000).fill(Array<number>(1000).fill(1))],
		['an object', Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key ${i}`, i]))],
		['a long key', { ['k'.repeat(1000)]: 1 }],
		['many levels', deep(5000)],
		['texts that do not fit into memory together', huge],
	])('is cut after 120 characters: %s', (_what, value) => {
		expect(display(value)).toMatch(/^.{120}…$/su);
	});
});
