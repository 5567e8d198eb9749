import {
	passes,
	readPath,
	type Filter,
	type FilterType,
	type Operator,
} from '../../emulator/reading/filters';

const EVENT = {
	event_name: 'Chat completion',
	duration: 12.5,
	start_time: Date.UTC(2024, 3, 1, 22, 38, 19),
	end_time: '2024-04-01 22:38:20',
	error: null,
	children_ids: ['first', 'second'],
	inputs: { chat_history: [{ content: 'Hello' }, { content: 'World' }] },
	metadata: { cost: 0.01, cached: false, 'http.status': 200, cost_text: '0.5' },
	metrics: { 'Answer Faithfulness': 5 },
};

type Case = [
	field: string,
	operator: Operator,
	value: Filter['value'],
	type: FilterType,
	is: boolean,
];

describe("The emulator's filter", () => {
	it.each<Case>([
		['event_name', 'is', 'Chat completion', 'string', true],
		['event_name', 'is', 'chat completion', 'string', false],
		['event_name', 'is not', 'other', 'string', true],
		['event_name', 'contains', 'comp', 'string', true],
		['event_name', 'contains', 'COMP', 'string', false],
		['event_name', 'not contains', 'comp', 'string', false],
		['event_name', 'not contains', 'xyz', 'string', true],
		['event_name', 'greater than', 'Chas', 'string', true],
		['event_name', 'is', 'Chat completion', 'id', true],
		['children_ids', 'contains', 'second', 'string', true],
		['inputs', 'contains', 'World', 'string', true],
		['duration', 'is', '12.50', 'number', true],
		['duration', 'is', 12.5, 'number', true],
		['duration', 'is', '12.50', 'string', false],
		['duration', 'is not', 12.5, 'number', false],
		['duration', 'greater than', '9', 'number', true],
		['duration', 'greater than', '9', 'string', false],
		['duration', 'greater than', 12.5, 'number', false],
		['duration', 'less than', 13, 'number', true],
		['metadata.cost_text', 'greater than', 0.4, 'number', true],
		['metadata.cached', 'is', 'false', 'boolean', true],
		['metadata.cached', 'is', true, 'boolean', false],
		['metadata.cached', 'is not', 'true', 'boolean', true],
		['start_time', 'after', '2024-04-01T22:38:18Z', 'datetime', true],
		['start_time', 'after', '2024-04-01T22:38:19Z', 'datetime', false],
		['start_time', 'before', '2024-04-01T22:38:20Z', 'datetime', true],
		['start_time', 'is', '2024-04-02T00:38:19+02:00', 'datetime', true],
		['end_time', 'is', '2024-04-01T22:38:20.000Z', 'datetime', true],
		['end_time', 'is not', '2024-04-01T22:38:20.000Z', 'datetime', false],
		['error', 'exists', null, 'string', false],
		['error', 'not exists', null, 'string', true],
		['error', 'is', null, 'string', true],
		['error', 'is not', 'x', 'string', true],
		['error', 'contains', '', 'string', false],
		['error', 'not contains', 'x', 'string', true],
		['duration', 'exists', null, 'number', true],
		['metadata.absent', 'greater than', -1, 'number', false],
		['metadata.absent', 'less than', 1, 'number', false],
		['metadata.absent', 'is', '', 'string', false],
	])('evaluates %s %s %p with the type %s to %p', (field, operator, value, type, expected) => {
		expect(passes(EVENT, { field, operator, value, type })).toBe(expected);
	});
});

describe('The path of a field', () => {
	it.each([
		['inputs.chat_history.0.content', 'Hello'],
		['inputs.chat_history.1.content', 'World'],
		['inputs.chat_history.2.content', undefined],
		['inputs.chat_history.content', undefined],
		['children_ids.1', 'second'],
		['metrics.Answer Faithfulness', 5],
		['metadata.http.status', 200],
		['metadata.constructor', undefined],
		['__proto__', undefined],
		['event_name.length', undefined],
		['', undefined],
	])('%p leads to %p', (path, expected) => {
		expect(readPath(EVENT, path)).toEqual(expected);
	});
});
