import { generations } from '../../../nodes/HoneyHive/api/generations';
import { readFilters } from '../../../nodes/HoneyHive/fields/filters/readFilters';
import { parametersFrom } from '../../support/parameters';

function read(filtersJson: unknown, timezone?: string) {
	return readFilters(
		parametersFrom({ filterType: 'json', filtersJson }, timezone),
		generations.search,
	);
}

describe('readFilters', () => {
	it.each([
		['[]', []],
		['', []],
		[[], []],
	])('returns no filters for the JSON %j', (filtersJson, expected) => {
		expect(read(filtersJson)).toEqual(expected);
	});

	it('accepts JSON as text or as the value of an expression', () => {
		const filters = [{ field: 'source', operator: 'is', value: 'production', type: 'string' }];
		expect(read(filters)).toEqual(filters);
		expect(read(JSON.stringify(filters))).toEqual(filters);
	});

	it.each([
		['number', '0.01', 0.01],
		['number', -3, -3],
		['number', 0, 0],
		['boolean', 'true', true],
		['boolean', false, false],
		['string', 42, '42'],
		['string', 'true', 'true'],
		['datetime', '2024-04-01T09:00:00', '2024-04-01T07:00:00.000Z'],
		['datetime', '2024-04-01T09:00:00Z', '2024-04-01T09:00:00.000Z'],
	])('reads the %s value %j as %j', (type, value, expected) => {
		const [filter] = read([{ field: 'f', operator: 'is', type, value }], 'Europe/Berlin');
		expect(filter).toEqual({ field: 'f', operator: 'is', type, value: expected });
	});

	it.each(['', 'x', NaN, Infinity, {}, []])('refuses %p as a number', (value) => {
		expect(() => read([{ field: 'f', operator: 'is', type: 'number', value }])).toThrow("'Value'");
	});

	it('drops the value when the operator compares nothing', () => {
		expect(
			read([{ field: 'error', operator: 'exists', type: 'string', value: 'left over' }]),
		).toEqual([{ field: 'error', operator: 'exists', type: 'string' }]);
	});

	it.each([
		['production', 'string'],
		[1000, 'number'],
		[true, 'boolean'],
	])('infers the type of a filter from the value %j: %s', (value, type) => {
		const [filter] = read([{ field: 'f', operator: 'is', value }]);
		expect(filter).toMatchObject({ type, value });
	});

	it.each([
		['metadata.cost', '0.01', 'greater than', 'number', 0.01],
		['config.model', '4', 'is', 'string', '4'],
		['start_time', '2024-04-01', 'after', 'datetime', '2024-04-01T00:00:00.000Z'],
		['metrics.score', '0.5', 'is', 'number', 0.5],
		['metrics.score', '-3', 'less than', 'number', -3],
		['metrics.ok', 'true', 'is', 'boolean', true],
		['metadata.tier', 'gold', 'is', 'string', 'gold'],
		['metadata.customer', '007', 'is', 'string', '007'],
		['metadata.customer', '12345678901234567890', 'is', 'string', '12345678901234567890'],
		['metadata.note', '5', 'contains', 'string', '5'],
		['metadata.seen', '2024-04-01', 'before', 'datetime', '2024-04-01T00:00:00.000Z'],
	])(
		'finds out the type of a condition on %s and %j (%s): %s',
		(field, value, operator, type, expected) => {
			const conditions = [{ field, type: 'automatic', operator, value }];
			const parameters = parametersFrom({ filterType: 'manual', filters: { conditions } });
			expect(readFilters(parameters, generations.search)).toEqual([
				{ field, type, operator, value: expected },
			]);
		},
	);

	it('goes by the type that the user chose', () => {
		const conditions = [{ field: 'metadata.tier', type: 'string', operator: 'is', value: '5' }];
		const parameters = parametersFrom({ filterType: 'manual', filters: { conditions } });
		expect(readFilters(parameters, generations.search)).toMatchObject([
			{ type: 'string', value: '5' },
		]);
	});

	it('keeps the text of a JSON filter without a type as text', () => {
		expect(read([{ field: 'f', operator: 'is', value: '42' }])).toMatchObject([
			{ type: 'string', value: '42' },
		]);
	});

	it('returns no filters when the manual list is empty', () => {
		const parameters = parametersFrom({ filterType: 'manual', filters: {} });
		expect(readFilters(parameters, generations.export)).toEqual([]);
	});
});
