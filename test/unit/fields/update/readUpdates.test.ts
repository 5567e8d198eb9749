import { readUpdates } from '../../../../nodes/HoneyHive/fields/update/readUpdates';
import { readUpdatedEvent } from '../../../../nodes/HoneyHive/fields/update/updatedEvent';

const parameters = (values: Record<string, unknown>) => ({
	get: (name: string) => values[name],
	timezone: 'UTC',
});

const metrics = (...rows: object[]) => readUpdates(parameters({ updates: { metrics: rows } }));
const json = (updatesJson: unknown) => readUpdates(parameters({ updateType: 'json', updatesJson }));

describe('Updates', () => {
	it.each([
		['number', '0.5', 0.5],
		['number', 0, 0],
		['boolean', 'false', false],
		['boolean', true, true],
		['string', 12, '12'],
		['json', '[1, "a"]', [1, 'a']],
		['json', { a: 1 }, { a: 1 }],
		['json', 'null', null],
	])('reads a %s from %j', (type, value, read) => {
		expect(metrics({ name: ' score ', type, value })).toEqual({ metrics: { score: read } });
	});

	it('keeps any name that can be found again', () => {
		const names = ['v1.2 score', 'constructor', '__proto__', 'größe', 'a/b'];
		const { metrics: written = {} } = metrics(
			...names.map((name) => ({ name, type: 'number', value: 1 })),
		);
		expect(Object.keys(written).sort()).toEqual([...names].sort());
		expect(JSON.parse(JSON.stringify(written))).toEqual(written);
	});

	it.each([
		[[{ value: 1 }], "Metric 1 has no 'Name'"],
		[[{ name: ' ', value: 1 }], "Metric 1 has no 'Name'"],
		[[{ name: '.', value: 1 }], "Metric 1 has the 'Name' '.', which has an empty part"],
		[[{ name: 'a..b', value: 1 }], "Metric 1 has the 'Name' 'a..b', which has an empty part"],
		[[{ name: 'a' }], "Metric 'a' has no 'Value'"],
		[[{ name: 'a', value: '' }], "Metric 'a' has no 'Value'"],
		[
			[{ name: 'a', type: 'number', value: 'high' }],
			"Metric 'a' has the 'Value' 'high', which is not a number",
		],
		[
			[{ name: 'a', type: 'number', value: NaN }],
			"Metric 'a' has the 'Value' NaN, which is not a number",
		],
		[
			[{ name: 'a', type: 'boolean', value: 'yes' }],
			"Metric 'a' has the 'Value' 'yes', which is not a boolean (true or false)",
		],
		[
			[{ name: 'a', type: 'string', value: { b: 1 } }],
			`Metric 'a' has the 'Value' {"b":1}, which is not text`,
		],
		[[{ name: 'a', type: 'date', value: 1 }], "'Metric 1 → Type' is 'date', which is not one of"],
		[[{ name: 'a', type: 'json', value: '{a' }], "Metric 'a' has a 'Value' that is not valid JSON"],
		[
			[
				{ name: 'a', value: 1 },
				{ name: 'a', value: 2 },
			],
			"Metric 'a' is there twice",
		],
		[
			[
				{ name: 'a', value: 1, explanation: 'why' },
				{ name: 'a_explanation', type: 'string', value: 'because' },
			],
			"Metric 'a_explanation' is there twice",
		],
		[[], "'Updates' is empty"],
	])('of the metrics %j are refused', (rows, message) => {
		expect(() => metrics(...rows)).toThrow(message);
	});
});

describe('Updates (JSON)', () => {
	it('leaves out fields with nothing to write', () => {
		expect(json('{"metrics": {}, "config": {"a": null}}')).toEqual({ config: { a: null } });
	});

	it.each([
		['', 'is empty'],
		[undefined, 'is not an object: it is empty'],
		['{}', 'is empty'],
		['{"metrics": {}}', 'is empty'],
		['[]', 'is not an object: it is []'],
		['{"metrics": ', 'is not valid JSON'],
		['{"inputs": {"a": 1}}', "has 'inputs', which an update cannot change"],
		['{"userProperties": {"a": 1}}', "has 'userProperties', which an update cannot change"],
		['{"outputs": "text"}', "has 'text' as outputs, which is not an object"],
		['{"outputs": null}', 'has empty as outputs, which is not an object'],
		['{"outputs": {}}', 'has empty outputs, which would remove those of the event'],
		['{"feedback": [5]}', 'has [5] as feedback, which is not an object'],
		['{"metrics": {"": 1}}', "→ metrics has no 'Name'"],
		['{"metrics": {"a.": 1}}', "→ metrics has the 'Name' 'a.', which has an empty part"],
		[{ metrics: { a: undefined } }, 'has no value at metrics.a'],
		[{ metrics: { a: NaN } }, 'has no value at metrics.a'],
	])('%j is refused', (value, message) => {
		expect(() => json(value)).toThrow(`'Updates (JSON)' ${message}`);
	});
});

describe('The Event ID of an update', () => {
	const read = (eventId: unknown) => readUpdatedEvent(parameters({ eventId })).id;

	it.each([
		' 7f22137a-6911-4ed3-bc36-110f1dde6b66 ',
		'https://app.us.honeyhive.ai/p/x/traces/sessions?event=7f22137a-6911-4ed3-bc36-110f1dde6b66&range=30d',
		'https://acme.app.honeyhive.ai/p/x/traces/events?range=7d&event=7f22137a-6911-4ed3-bc36-110f1dde6b66#top',
	])('is read from %j', (eventId) => {
		expect(read(eventId)).toBe('7f22137a-6911-4ed3-bc36-110f1dde6b66');
	});

	it.each([
		['', "'Event ID' is empty"],
		[undefined, "'Event ID' is empty"],
		['https://app.us.honeyhive.ai/p/x/traces/sessions', 'which cannot be an ID'],
		['https://app.us.honeyhive.ai/p/x?event=..%2Fprojects', 'which cannot be an ID'],
		['../projects', 'which cannot be an ID'],
	])('is refused if it is %j', (eventId, message) => {
		expect(() => read(eventId)).toThrow(message);
	});
});
