import { generations } from '../../../nodes/HoneyHive/api/generations';
import type { EventQuery } from '../../../nodes/HoneyHive/events/query';

const query: EventQuery = {
	project: 'Demo Project',
	filters: [
		{ field: 'metadata.cost', type: 'number', operator: 'greater than', value: 0.01 },
		{ field: 'metrics.ok', type: 'boolean', operator: 'is', value: false },
	],
	range: { from: Date.UTC(2024, 3, 1), to: Date.UTC(2024, 3, 2) },
	projections: ['event_id', 'metadata.cost'],
};
const request = { limit: 100, page: 2 };

describe('requestBody', () => {
	it('sends export filter values as text, and the range as $gte and $lte', () => {
		expect(generations.export.requestBody(query, request)).toEqual({
			project: 'Demo Project',
			filters: [
				{ field: 'metadata.cost', type: 'number', operator: 'greater than', value: '0.01' },
				{ field: 'metrics.ok', type: 'boolean', operator: 'is', value: 'false' },
			],
			dateRange: { $gte: '2024-04-01T00:00:00.000Z', $lte: '2024-04-02T00:00:00.000Z' },
			projections: ['event_id', 'metadata.cost'],
			limit: 100,
			page: 2,
		});
	});

	it('sends exportV1 typed filter values, and null for a filter that compares nothing', () => {
		const body = generations.exportV1.requestBody(
			{
				...query,
				filters: [...query.filters, { field: 'error', type: 'string', operator: 'exists' }],
				evaluationId: 'run-1',
			},
			request,
		);
		expect(body).toEqual({
			project: 'Demo Project',
			filters: [
				{ field: 'metadata.cost', type: 'number', operator: 'greater than', value: 0.01 },
				{ field: 'metrics.ok', type: 'boolean', operator: 'is', value: false },
				{ field: 'error', type: 'string', operator: 'exists', value: null },
			],
			dateRange: { $gte: '2024-04-01T00:00:00.000Z', $lte: '2024-04-02T00:00:00.000Z' },
			projections: ['event_id', 'metadata.cost'],
			evaluation_id: 'run-1',
			limit: 100,
			page: 2,
		});
	});

	it('sends search no project or projections, and the range as start_time and end_time', () => {
		expect(generations.search.requestBody(query, request)).toEqual({
			filters: [
				{ field: 'metadata.cost', type: 'number', operator: 'greater than', value: 0.01 },
				{ field: 'metrics.ok', type: 'boolean', operator: 'is', value: false },
			],
			dateRange: { start_time: '2024-04-01T00:00:00.000Z', end_time: '2024-04-02T00:00:00.000Z' },
			limit: 100,
			page: 2,
		});
	});

	const april = '2024-04-01T00:00:00.000Z';
	it.each([
		['export', {}, undefined],
		['export', { from: Date.UTC(2024, 3) }, { $gte: april }],
		['export', { to: Date.UTC(2024, 3) }, { $lte: april }],
		['exportV1', {}, undefined],
		['exportV1', { from: Date.UTC(2024, 3) }, { $gte: april, $lte: '2100-01-01T00:00:00.000Z' }],
		['exportV1', { to: Date.UTC(2024, 3) }, { $gte: '1970-01-01T00:00:00.000Z', $lte: april }],
		['search', {}, undefined],
		[
			'search',
			{ from: Date.UTC(2024, 3) },
			{ start_time: april, end_time: '2100-01-01T00:00:00.000Z' },
		],
		[
			'search',
			{ to: Date.UTC(2024, 3) },
			{ start_time: '1970-01-01T00:00:00.000Z', end_time: april },
		],
	] as const)('sends %s the range %j as %j', (name, range, expected) => {
		const body = generations[name].requestBody({ project: 'P', filters: [], range }, request);
		expect(body.dateRange).toEqual(expected);
	});

	it('omits what the user did not choose', () => {
		const plain = { project: 'P', filters: [], range: {} };
		expect(generations.export.requestBody(plain, request)).toEqual({
			project: 'P',
			filters: [],
			limit: 100,
			page: 2,
		});
		expect(generations.search.requestBody(plain, request)).toEqual({
			filters: [],
			limit: 100,
			page: 2,
		});
	});
});
