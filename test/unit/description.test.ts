import type { INodeProperties } from 'n8n-workflow';

import { HoneyHiveApi } from '../../credentials/HoneyHiveApi.credentials';
import { HoneyHive } from '../../nodes/HoneyHive/HoneyHive.node';
import { HoneyHiveTrigger } from '../../nodes/HoneyHive/HoneyHiveTrigger.node';

const { description } = new HoneyHive();

/** The parameter of Export with this name, or else the first one with it. */
function property(name: string): INodeProperties {
	const named = description.properties.filter((candidate) => candidate.name === name);
	const found =
		named.find(({ displayOptions }) => displayOptions?.show?.operation?.includes('export')) ??
		named[0];
	if (!found) throw new Error(`The node has no parameter ${name}`);
	return found;
}

function choices(name: string): string[] {
	return (property(name).options ?? []).map((option) =>
		String('value' in option ? option.value : option.name),
	);
}

/** Parameters and their defaults, without those that only AI agents get. */
function parametersOf(resource: string, operation: string): unknown[] {
	return shownFor(resource, operation)
		.filter(({ displayOptions }) => !displayOptions?.show?.['@tool'])
		.map(({ name, default: value }) => [name, value]);
}

/** The parameters that only AI agents get, and their defaults. */
function toolParametersOf(resource: string, operation: string): unknown[] {
	return shownFor(resource, operation)
		.filter(({ displayOptions }) => displayOptions?.show?.['@tool'])
		.map(({ name, default: value }) => [name, value]);
}

function shownFor(resource: string, operation: string): INodeProperties[] {
	return description.properties.filter(({ displayOptions }) => {
		const { show } = displayOptions ?? {};
		return show?.resource?.includes(resource) && show.operation?.includes(operation);
	});
}

/** Saved workflows contain these names and defaults: a change would break them. */
describe('Node description that saved workflows depend on', () => {
	it('keeps the names of the node and its credential', () => {
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
			['generation', 'automatic'],
			['projectId', ''],
			['appUrl', ''],
			['ignoreSSLIssues', false],
		]);
	});

	it('keeps the resources and their operations', () => {
		const chosen = description.properties.filter(({ name }) =>
			['resource', 'operation'].includes(name),
		);
		expect(chosen.map(({ default: value }) => value)).toEqual(['event', 'export', 'get']);
		expect(choices('resource')).toEqual(['event', 'session']);
		expect(choices('operation')).toEqual([
			'count',
			'export',
			'get',
			'split',
			'summarize',
			'update',
		]);
	});

	const project = [['project', { mode: 'list', value: '' }]];
	const conditions = [
		['filterType', 'none'],
		['filters', {}],
		['filtersJson', expect.stringContaining('event_type')],
		['filterLink', ''],
	];
	const dates = [
		['dateRange', 'relative'],
		['lastAmount', 24],
		['lastUnit', 'hours'],
		['from', ''],
		['to', ''],
	];
	const query = [...project, ['eventTypes', []], ['status', 'any'], ...conditions, ...dates];
	const output = [
		['output', 'simplified'],
		['fields', ['event_type', 'event_name', 'start_time', 'duration']],
	];

	/** Each operation's parameters with their defaults, and the defaults that differ for AI agents. */
	const parameters = [
		['event', 'count', query, []],
		[
			'event',
			'export',
			[
				...query,
				['firstRun', 'now'],
				['startFrom', ''],
				...output,
				['outputFormat', 'items'],
				['batchContent', 'list'],
				['batchSize', 1000],
				['returnAll', false],
				['limit', 50],
			],
			[
				['dateRange', 'relative'],
				['limit', 20],
			],
		],
		['event', 'get', [...project, ['eventId', ''], ...output], []],
		['event', 'split', [...query, ['windowEvents', 10000]], []],
		['event', 'summarize', [...query, ['groupBy', {}], ['bucket', 'none'], ['alertWhen', {}]], []],
		[
			'event',
			'update',
			[
				['eventId', ''],
				['updateType', 'manual'],
				['updates', {}],
				['updatesJson', '{}'],
			],
			[['updateType', 'json']],
		],
		[
			'session',
			'get',
			[
				...project,
				['sessionId', { mode: 'list', value: '' }],
				['sessionFormat', 'tree'],
				...output,
			],
			[],
		],
		[
			'session',
			'getAll',
			[
				...project,
				['status', 'any'],
				['eventName', ''],
				['user', ''],
				...conditions,
				...dates,
				...output,
				['totalsFromEvents', false],
				['returnAll', false],
				['limit', 50],
			],
			[['limit', 20]],
		],
	] as const;

	it.each(parameters)(
		'keeps the parameters of %s → %s and their defaults',
		(resource, operation, defaults, toolDefaults) => {
			expect(parametersOf(resource, operation)).toEqual([...defaults, ['options', {}]]);
			expect(toolParametersOf(resource, operation)).toEqual([
				['toolDescription', expect.stringMatching(/HoneyHive/)],
				...toolDefaults,
			]);
		},
	);

	it('offers neither files nor Since Last Run to AI agents', () => {
		const ofTools = shownFor('event', 'export').filter(
			({ displayOptions }) => !displayOptions?.hide?.['@tool'],
		);
		const [range, ...otherRanges] = ofTools.filter(({ name }) => name === 'dateRange');
		expect(otherRanges).toEqual([]);
		expect(range?.options).toHaveLength(3);
		expect(ofTools.map(({ name }) => name)).not.toContain('outputFormat');
	});

	it('marks the project as required for all API versions', () => {
		const projects = [...description.properties, ...new HoneyHiveTrigger().description.properties];
		const required = projects.filter(({ name }) => name === 'project').map((one) => one.required);
		expect(new Set(required)).toEqual(new Set([true]));
	});

	it('is checked for every operation', () => {
		const described = description.properties.filter(({ name }) => name === 'toolDescription');
		expect(
			described.map(({ displayOptions }) => [
				displayOptions?.show?.resource?.[0],
				displayOptions?.show?.operation?.[0],
			]),
		).toEqual(parameters.map(([resource, operation]) => [resource, operation]));
	});

	it('has a tool description for every operation', () => {
		const described = description.properties.filter(({ name }) => name === 'toolDescription');
		const operations = description.properties.flatMap(({ name, displayOptions, options = [] }) =>
			name === 'operation'
				? options.map((option) => [
						displayOptions?.show?.resource?.[0],
						'value' in option && option.value,
					])
				: [],
		);
		expect(
			described.map(({ displayOptions }) => [
				displayOptions?.show?.resource?.[0],
				displayOptions?.show?.operation?.[0],
			]),
		).toEqual(operations);
	});

	it('keeps the name of the trigger, its parameters and their defaults', () => {
		const { description: trigger } = new HoneyHiveTrigger();
		expect(trigger).toMatchObject({ name: 'honeyHiveTrigger', version: 1, polling: true });
		const [event, ...others] = trigger.properties;
		expect([event?.name, event?.default]).toEqual(['event', 'newEvent']);
		const choosing = [
			['eventTypes', []],
			['status', 'any'],
			['filterType', 'none'],
			['filters', {}],
			['filtersJson', expect.stringContaining('event_type')],
			['filterLink', ''],
			['firstRun', 'now'],
			['startFrom', ''],
		];
		const shaping = [
			['output', 'simplified'],
			['fields', ['event_type', 'event_name', 'start_time', 'duration']],
			['options', {}],
		];
		const project = ['project', { mode: 'list', value: '' }];
		const parametersFor = (chosen: string) =>
			others
				.filter(({ displayOptions }) => displayOptions?.show?.event?.includes(chosen))
				.map(({ name, default: value }) => [name, value]);
		expect(parametersFor('newEvent')).toEqual([project, ...choosing, ...shaping]);
		expect(parametersFor('sessionFinished')).toEqual([
			project,
			['quietMinutes', 10],
			...choosing,
			['sessionFormat', 'tree'],
			...shaping,
		]);
	});

	it.each([
		['filterType', ['none', 'manual', 'json', 'link']],
		['eventTypes', ['chain', 'model', 'session', 'tool']],
		['status', ['any', 'failed', 'succeeded']],
		['dateRange', ['any', 'relative', 'between', 'sinceLastRun']],
		['bucket', ['none', 'minute', 'hour', 'day']],
		['lastUnit', ['minutes', 'hours', 'days', 'weeks']],
		['output', ['simplified', 'raw', 'selected']],
		[
			'options',
			[
				'byteOrderMark',
				'countToolFailures',
				'customFields',
				'escapeFormulas',
				'escapeTextFor',
				'evaluationId',
				'excludeEnd',
				'flatten',
				'lookback',
				'maxEvents',
				'maxEvents',
				'fileEvents',
				'fileMegabytes',
				'page',
				'binaryPropertyName',
				'replaceInvalid',
				'sort',
				'concurrency',
				'maxRetries',
				'pageSize',
				'timeout',
			],
		],
	])('keeps the choices of %s', (name, expected) => {
		expect(choices(name)).toEqual(expected);
	});

	it('keeps the groups of updates and the fields of their rows', () => {
		const groups = (property('updates').options ?? []).map((group) => [
			group.name,
			'values' in group ? group.values.map(({ name, default: value }) => [name, value]) : [],
		]);
		const row = (type: string) => [
			['name', ''],
			['type', type],
			['value', ''],
		];
		expect(groups).toEqual([
			['metrics', [...row('number'), ['explanation', '']]],
			['feedback', row('number')],
			['metadata', row('string')],
			['userProperties', row('string')],
		]);
	});

	it('keeps the fields of a filter row', () => {
		const [conditions] = property('filters').options ?? [];
		const values = conditions && 'values' in conditions ? conditions.values : [];
		expect([...new Set(values.map(({ name }) => name))]).toEqual([
			'field',
			'type',
			'operator',
			'value',
		]);
	});
});
