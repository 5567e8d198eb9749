import { BINARY_ENCODING } from 'n8n-workflow';

import {
	afterFilter,
	below,
	expectFields,
	expectNames,
	jsonOf,
	namesOf,
	simplifiedEvents,
	type Item,
	type Said,
} from './said';

/** The last day, newest first. */
const lastDay = [
	'Answer',
	'Draft',
	'Look up order',
	'Plan',
	'Refund question',
	'Reply',
	'Ask the depot',
	'Track parcel',
	'Parcel question',
];

const scoreFields = [
	'event_id',
	'session_id',
	'event_name',
	'start_time',
	'config',
	'inputs',
	'outputs',
	'metrics',
];

const ratingFields = [
	'event_id',
	'session_id',
	'event_type',
	'event_name',
	'start_time',
	'inputs',
	'outputs',
	'feedback',
];

const caseFields = [
	'event_id',
	'session_id',
	'event_type',
	'event_name',
	'inputs',
	'outputs',
	'metrics',
];

const oneRun: Said = {
	check: (items) => {
		expectNames(jsonOf(items), 'Case of run 42');
		expectFields(jsonOf(items), ...caseFields);
	},
};

/** What each recipe of the page promises, block by block. */
export const promises: Readonly<Record<string, readonly Said[]>> = {
	'All LLM calls': [simplifiedEvents('Answer', 'Draft', 'Reply')],

	'One trace': [
		{
			check: (items) => {
				expect(jsonOf(items)).toMatchObject([
					{
						event_name: 'Refund question',
						children: [
							{ event_name: 'Plan', children: [{ event_name: 'Look up order' }] },
							{ event_name: 'Draft' },
							{ event_name: 'Answer' },
						],
						totals: { events: 5, failures: 1, cost: 0.021, total_tokens: 1500 },
					},
				]);
			},
		},
	],

	'Cost report': [
		{
			check: (items) => {
				expectNames(jsonOf(items), 'Refund question', 'Parcel question');
				expect(jsonOf(items)[0]).toEqual({
					event_id: expect.any(String),
					session_id: expect.any(String),
					event_name: 'Refund question',
					start_time: expect.stringMatching(/^2.+Z$/),
					'metadata.cost': 0.021,
					'metadata.total_tokens': 1500,
					'metadata.num_events': 4,
				});
			},
		},
	],

	'Expensive calls': [simplifiedEvents('Answer')],

	'Error triage': [
		simplifiedEvents('Look up order', 'Reply'),
		{
			check: afterFilter(({ status }) => status === 'error', lastDay, ['Look up order', 'Reply']),
		},
		{
			check: (items) => {
				simplifiedEvents('Look up order', 'Ask the depot').check(items);
				expect(jsonOf(items).map(({ status, error_message }) => [status, error_message])).toEqual([
					['error', 'No such order'],
					['success', null],
				]);
			},
		},
	],

	'Quality regression': [
		{
			check: (items) => {
				expectNames(jsonOf(items), 'Draft');
				expectFields(jsonOf(items), ...scoreFields);
				expect(jsonOf(items)).toMatchObject([{ metrics: { faithfulness: 0.3 } }]);
			},
		},
		{
			check: afterFilter(below('metrics', 'faithfulness', 0.5), ['Answer', 'Draft'], ['Draft']),
		},
	],

	'Feedback triage': [
		{
			check: (items) => {
				expectNames(jsonOf(items), 'Draft');
				expectFields(jsonOf(items), ...ratingFields);
			},
		},
		{ check: afterFilter(below('feedback', 'rating', 3), ['Answer', 'Draft'], ['Draft']) },
	],

	'Evaluation dataset from tool calls': [
		{
			check: (items) => {
				expect(jsonOf(items)).toMatchObject([
					{ file_name: expect.stringMatching(/\.ndjson$/), events: 3 },
				]);
				const bytes = Buffer.from(items[0]?.binary?.data?.data ?? '', BINARY_ENCODING);
				expect(jsonOf(items)[0]?.bytes).toBe(bytes.length);
				const lines = bytes.toString().trimEnd().split('\n');
				const calls = lines.map((line) => JSON.parse(line) as Item);
				expectNames(calls, 'Look up order', 'Ask the depot', 'Track parcel');
				expectFields(calls, 'event_id', 'event_name', 'inputs', 'outputs');
			},
		},
	],

	'Fine-tuning data': [
		{
			check: (items) => {
				expectNames(jsonOf(items), 'Answer', 'Draft', 'Reply');
			},
		},
		{
			behind: true,
			check: (items) => {
				// The draft has no messages, and the reply failed.
				expect(jsonOf(items)).toEqual([{ examples: 1, left_out: 2 }]);
				const file = Buffer.from(items[0]?.binary?.data?.data ?? '', BINARY_ENCODING).toString();
				const messages = [
					{ role: 'system', content: 'Be brief.' },
					{ role: 'user', content: 'Can I get my money back?' },
					{ role: 'assistant', content: 'Yes.' },
				];
				expect(file).toBe(`${JSON.stringify({ messages })}\n`);
			},
		},
	],

	'Experiment results': [oneRun, oneRun],

	'Backfill to a warehouse': [
		{
			check: (items) => {
				expect(jsonOf(items)[0]?.from).toBe('2025-01-01T00:00:00.000Z');
				expect(jsonOf(items).at(-1)?.to).toBe('2025-02-01T00:00:00.000Z');
				const events = jsonOf(items).map((window) => Number(window.events));
				expect(events.reduce((sum, number) => sum + number, 0)).toBe(3);
			},
		},
		{
			behind: true,
			check: (items) => {
				expect(namesOf(jsonOf(items)).sort()).toEqual([
					'First of January',
					'In January',
					'Last of January',
				]);
			},
		},
	],

	'Scores back to HoneyHive': [
		{
			check: (items) => {
				expect(new Set(jsonOf(items).map(({ event_type }) => event_type))).toEqual(
					new Set(['model']),
				);
			},
		},
		{
			behind: true,
			check: (items) => {
				expect(items.length).toBeGreaterThan(0);
				for (const { event_id, outputs = {}, updated } of jsonOf(items)) {
					const metrics = { answer_length: JSON.stringify(outputs).length };
					expect(updated).toEqual({ event_id, metrics });
				}
			},
		},
	],

	'Alert to Slack': [simplifiedEvents('Goes wrong')],

	'Daily cost digest': [
		{
			check: (items) => {
				expect(jsonOf(items)).toMatchObject([
					{
						model: 'gpt-4o',
						events: 2,
						failures: 1,
						failure_rate: 0.5,
						cost: 0.024,
						total_tokens: 1700,
						duration_p95_ms: 250,
					},
					{ model: 'gpt-4o-mini', events: 1, failures: 0, cost: 0.001 },
				]);
			},
		},
	],
};
