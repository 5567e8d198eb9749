import fc from 'fast-check';

import { describeAt, findFault } from '../../../nodes/HoneyHive/api/json/fault';
import { hasMoreValuesThan } from '../../../nodes/HoneyHive/api/json/values';
import { runs } from '../events/reading/scenario';

/** What stands at the fault, and everything before it. */
function faultIn(text: string): [before: string, what: string] | undefined {
	const at = findFault(text);
	return at === undefined ? undefined : [text.slice(0, at), describeAt(text, at)];
}

function parses(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

describe('The place where a text stops being JSON', () => {
	it.each([
		['{"score":NaN}', '{"score":', 'NaN'],
		['[1, Infinity]', '[1, ', 'Infinity'],
		['[-Infinity]', '[', '-Infinity'],
		['{"a":None}', '{"a":', 'None'],
		['{"a":True,"b":1}', '{"a":', 'True'],
		['{"a":undefined}', '{"a":', 'undefined'],
		['[1,]', '[1,', "']'"],
		['{"a":1,}', '{"a":1,', "'}'"],
		["{'a':1}", '{', 'a single quote'],
		['{a:1}', '{', "'a'"],
		['{"a" 1}', '{"a" ', "'1'"],
		['[1 2]', '[1 ', "'2'"],
		['[01]', '[', "'0'"],
		['[1.]', '[', "'1'"],
		['["a\nb"]', '["a', 'U+000A'],
		['["\\x41"]', '["', "'\\'"],
		['[1}', '[1', "'}'"],
		['{} x', '{} ', "'x'"],
		['[“a”]', '[', 'U+201C'],
	])('in %j is after %j, where it has %s', (text, before, what) => {
		expect(faultIn(text)).toEqual([before, what]);
	});

	it('does not exist in JSON that is cut off anywhere', () => {
		const json = '{"a":[1.5e-3,-2,"b\\u00e9\\n",true,null,{}],"c":{"d":[[]]}}';
		for (let length = 0; length < json.length; length++) {
			expect(findFault(json.slice(0, length))).toBeUndefined();
		}
	});

	it('is where JSON.parse cannot go on, in any text', () => {
		fc.assert(
			fc.property(
				fc.json(),
				fc.nat(),
				fc.constantFrom(...'{}[],:"\\01-.eNt\' '),
				(json, seed, char) => {
					const at = seed % (json.length + 1);
					const text = json.slice(0, at) + char + json.slice(at + 1);
					if (parses(text)) return;
					const fault = findFault(text);
					// Whatever follows, it cannot become JSON from there on.
					if (fault === undefined) return;
					expect(fault).toBeLessThan(text.length);
					expect(findFault(text.slice(0, fault))).toBeUndefined();
				},
			),
			runs(2_000),
		);
	});

	it('is found a million levels deep', () => {
		const deep = '['.repeat(1_000_000);
		expect(findFault(`${deep}NaN `)).toBe(deep.length);
	});
});

describe('The number of values in a JSON text', () => {
	it.each([
		['[1,2,3]', 4],
		['{"a":{"b":1},"c":1}', 4],
		['["[[[[","\\"[[[\\\\",1]', 4],
		['["[[[[[[[[[', 2],
	])('in %s is at most %i', (json, max) => {
		expect(hasMoreValuesThan(max, json)).toBe(false);
		expect(hasMoreValuesThan(max - 1, json)).toBe(true);
	});
});
