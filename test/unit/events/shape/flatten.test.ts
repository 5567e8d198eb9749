import fc from 'fast-check';

import { flatten } from '../../../../nodes/HoneyHive/events/shape/flatten';

describe('flatten', () => {
	it('turns nested objects into dotted columns and keeps lists as they are', () => {
		expect(
			flatten({
				event_id: 'a',
				metadata: { cost: 1, tool: { status: null } },
				children_ids: ['b'],
			}),
		).toEqual({
			event_id: 'a',
			'metadata.cost': 1,
			'metadata.tool.status': null,
			children_ids: ['b'],
		});
	});

	it('keeps an empty object as a value', () => {
		expect(flatten({ feedback: {} })).toEqual({ feedback: {} });
	});

	it('keeps both of two fields that would get the same name', () => {
		expect(flatten({ a: { b: 1 }, 'a.b': 2 })).toEqual({ 'a.b': 1, 'a.b_': 2 });
	});

	it('gives short names to thousands of fields that would get the same one', () => {
		// Each way to write "a.a.….a" with dots in keys or between them is a field of its own.
		const event = ways(13);
		const row = flatten(event as Record<string, unknown>);
		const names = Object.keys(row);

		expect(names).toHaveLength(2 ** 12);
		expect(names.slice(0, 3)).toEqual([same, `${same}_`, `${same}_3`]);
		expect(Math.max(...names.map(({ length }) => length))).toBe(`${same}_4096`.length);
	});

	it('does not repeat a long key for each of the fields in it', () => {
		const key = 'k'.repeat(30_000);
		const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [index, index]));

		expect(flatten({ [key]: fields })).toEqual({ [key]: fields });
	});

	it('flattens 100,000 levels of nesting as far as names are of a reasonable length', () => {
		const event = JSON.parse('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)) as object;
		const [[name, value] = ['', {}]] = Object.entries(flatten(event as Record<string, unknown>));

		expect(name).toMatch(/^a(\.a){500}$/);
		expect(value).toHaveProperty('a');
	});

	it('keeps every value of any event and leaves none nested', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (event) => {
				const row = flatten(event);
				expect(Object.keys(row)).toHaveLength(countLeaves(event));
				for (const value of Object.values(row)) expect(isNested(value)).toBe(false);
			}),
		);
	});
});

const same = Array.from({ length: 13 }, () => 'a').join('.');

/** An object with one field for each way to divide a name of so many parts among keys. */
function ways(parts: number): unknown {
	if (parts === 0) return 1;
	const lengths = Array.from({ length: parts }, (_, index) => index + 1);
	return Object.fromEntries(
		lengths.map((length) => [Array(length).fill('a').join('.'), ways(parts - length)]),
	);
}

function isNested(value: unknown): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		Object.keys(value).length > 0
	);
}

function countLeaves(value: object): number {
	return Object.values(value).reduce(
		(sum: number, inner: unknown) => sum + (isNested(inner) ? countLeaves(inner as object) : 1),
		0,
	);
}
