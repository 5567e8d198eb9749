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
