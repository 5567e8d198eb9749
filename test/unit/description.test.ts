import type { INodeProperties } from 'n8n-workflow';

import { HoneyHiveApi } from '../../credentials/HoneyHiveApi.credentials';
import { HoneyHive } from '../../nodes/HoneyHive/HoneyHive.node';
import { HoneyHiveTrigger } from '../../nodes/HoneyHive/HoneyHiveTrigger.node';

const { description } = new HoneyHive();

/** The parameters that the editor shows for an operation, those that other choices bring among them. */
function parametersOf(operation: string): INodeProperties[] {
	return description.properties.filter(({ displayOptions }) =>
		displayOptions?.show?.operation?.includes(operation),
	);
}

function property(name: string, operation = 'export'): INodeProperties {
	const found = [...parametersOf(operation), ...description.properties].find(
		(candidate) => candidate.name === name,
	);
	if (!found) throw new Error(`The node has no parameter ${name}`);
	return found;
}

function choices(name: string): string[] {
	return (property(name).options ?? []).map((option) =>
		String('value' in option ? option.value : option.name),
	);
}

function partsOf(name: string, row: string): string[] {
	const rows = property(name).options?.find((option) => option.name === row);
	const values = rows && 'values' in rows ? rows.values : [];
	return [...new Set(values.map((value) => value.name))];
}

/** Saved workflows hold these names: one that changes breaks them. */
describe('Names that saved workflows depend on', () => {
	it('the node and its credential', () => {
		expect(description).toMatchObject({
			name: 'honeyHive',
			version: 1,
			usableAsTool: true,
			credentials: [{ name: 'honeyHiveApi', required: true }],
		});
		const credential = new HoneyHiveApi();
		expect(credential.name).toBe('honeyHiveApi');
		expect(credential.properties.map(({ name, default: value }) => [name, value])).toEqual([
			['apiKey', ''],
			['baseUrl', 'https://api.honeyhive.ai'],
			['generation', 'export'],
		]);
	});

	it('the parameters and their defaults', () => {
		expect(property('resource').default).toBe('event');
		expect(property('operation').default).toBe('export');
		expect(parametersOf('export').map(({ name, default: value }) => [name, value])).toEqual([
			['project', { mode: 'list', value: '' }],
			['filterType', 'none'],
			['filters', {}],
			['filtersJson', '[]'],
			['dateRange', 'any'],
			['lastAmount', 24],
			['lastUnit', 'hours'],
			['from', ''],
			['to', ''],
			['firstRun', 'now'],
			['startFrom', ''],
			['output', 'raw'],
			['fields', ['event_type', 'event_name', 'start_time', 'duration']],
			['customFields', []],
			['outputAs', 'items'],
			['fileFormat', 'ndjson'],
			['returnAll', false],
			['limit', 50],
			['page', 1],
			['options', {}],
		]);
	});

	it('the parameters of Split', () => {
		expect(parametersOf('split').map(({ name, default: value }) => [name, value])).toEqual([
			['project', { mode: 'list', value: '' }],
			['filterType', 'none'],
			['filters', {}],
			['filtersJson', '[]'],
			['dateRange', 'any'],
			['lastAmount', 24],
			['lastUnit', 'hours'],
			['from', ''],
			['to', ''],
			['windowEvents', 10000],
			['options', {}],
		]);
	});

	it('the parameters of Summarize', () => {
		expect(parametersOf('summarize').map(({ name, default: value }) => [name, value])).toEqual([
			['project', { mode: 'list', value: '' }],
			['filterType', 'none'],
			['filters', {}],
			['filtersJson', '[]'],
			['dateRange', 'any'],
			['lastAmount', 24],
			['lastUnit', 'hours'],
			['from', ''],
			['to', ''],
			['groupBy', {}],
			['bucket', 'none'],
			['alertWhen', {}],
			['options', {}],
		]);
	});

	it('the trigger and its parameters', () => {
		const { description: trigger } = new HoneyHiveTrigger();
		expect(trigger).toMatchObject({ name: 'honeyHiveTrigger', version: 1, polling: true });
		expect(trigger.properties.map(({ name, default: value }) => [name, value])).toEqual([
			['project', { mode: 'list', value: '' }],
			['filterType', 'none'],
			['filters', {}],
			['filtersJson', '[]'],
			['firstRun', 'now'],
			['startFrom', ''],
			['output', 'raw'],
			['fields', ['event_type', 'event_name', 'start_time', 'duration']],
			['customFields', []],
			['options', {}],
		]);
	});

	it.each([
		['filterType', ['none', 'manual', 'json']],
		['dateRange', ['any', 'relative', 'between', 'sinceLastRun']],
		['bucket', ['none', 'minute', 'hour', 'day']],
		['lastUnit', ['minutes', 'hours', 'days', 'weeks']],
		['output', ['raw', 'simplified', 'selected']],
		['outputAs', ['items', 'file']],
		['fileFormat', ['csv', 'json', 'ndjson']],
		[
			'options',
			[
				'escapeFormulas',
				'evaluationId',
				'excludeEnd',
				'flatten',
				'lookback',
				'maxEvents',
				'fileEvents',
				'fileMegabytes',
				'maxRetries',
				'pageSize',
				'concurrency',
				'binaryPropertyName',
				'sort',
				'timeout',
			],
		],
	])('the choices of %s', (name, expected) => {
		expect(choices(name)).toEqual(expected);
	});

	it('the parts of a filter row', () => {
		expect(partsOf('filters', 'conditions')).toEqual(['field', 'type', 'operator', 'value']);
	});

	it('the parts of a row of a summary', () => {
		expect(partsOf('groupBy', 'fields')).toEqual(['field']);
		expect(partsOf('alertWhen', 'conditions')).toEqual(['measure', 'comparison', 'value']);
	});
});
