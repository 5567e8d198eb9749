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

	it('returns no filters when the manual list is empty', () => {
		const parameters = parametersFrom({ filterType: 'manual', filters: {} });
		expect(readFilters(parameters, generations.export)).toEqual([]);
	});
});
