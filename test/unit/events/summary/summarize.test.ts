import fc from 'fast-check';

import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import {
	pathsOf,
	Summary,
	type SummaryPlan,
} from '../../../../nodes/HoneyHive/events/summary/summarize';
import type { Threshold } from '../../../../nodes/HoneyHive/events/summary/threshold';
import { summarizeNaively } from './naive';

/** The limits of what a summary may hold in memory. */
const maxGroups = 50_000;
const maxCharacters = 20_000_000;

interface Choices {
	paths?: string[];
	bucket?: SummaryPlan['groupBy']['bucket'];
	timezone?: string;
	alertWhen?: Threshold[];
	countToolFailures?: boolean;
}

function planOf(choices: Choices): SummaryPlan {
	const { paths = [], bucket = 'none', timezone = 'UTC' } = choices;
	const { alertWhen = [], countToolFailures = false } = choices;
	return { groupBy: { paths, bucket, timezone }, alertWhen, countToolFailures };
}

function summarize(events: Iterable<HoneyHiveEvent>, choices: Choices = {}) {
	const summary = new Summary(planOf(choices));
	for (const event of events) summary.add(event);
	return summary.rows();
}

const millionths = fc.integer({ min: 0, max: 5_000_000 }).map((amount) => amount / 1e6);
const tokens = fc.integer({ min: 0, max: 100_000 });
const notANumber = fc.constantFrom(null, '12', {}, true);

const anyEvent: fc.Arbitrary<HoneyHiveEvent> = fc.record(
	{
		event_type: fc.constantFrom('model', 'tool', 'session'),
		error: fc.constantFrom(null, '', false, 'Rate limit', { code: 7 }),
		start_time: fc.integer({ min: Date.UTC(2024, 9, 25), max: Date.UTC(2024, 9, 29) }),
		duration: fc.oneof(fc.integer({ min: -5, max: 60_000 }), notANumber),
		config: fc.record({ model: fc.constantFrom('gpt-4o', 'claude', 4, '4') }),
		metadata: fc.record(
			{
				cost: fc.oneof(millionths, notANumber),
				prompt_tokens: fc.oneof(tokens, notANumber),
				completion_tokens: tokens,
				total_tokens: tokens,
			},
			{ requiredKeys: [] },
		),
	},
	{ requiredKeys: [] },
);

const anyEvents = fc.array(anyEvent, { maxLength: 40 });

const sorted = (rows: Array<Record<string, unknown>>) =>
	rows.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

describe('Summary', () => {
	it.each([
		[undefined, undefined, 'UTC'],
		['config.model', undefined, 'UTC'],
		['event_type', undefined, 'UTC'],
		[undefined, 'day', 'Europe/Berlin'],
		['event_type', 'day', 'Asia/Kathmandu'],
		['config.model', 'day', 'America/New_York'],
	] as const)(
		'equals a naive calculation (field %s, bucket %s, time zone %s)',
		(path, unit, zone) => {
			fc.assert(
				fc.property(anyEvents, (events) => {
					const rows = summarize(events, {
						paths: path === undefined ? [] : [path],
						bucket: unit ?? 'none',
						timezone: zone,
					});
					const naive = summarizeNaively(events, path, unit, zone);
					// The value of a group can be null but not undefined, which JSON does not have.
					expect(sorted(rows)).toEqual(sorted(naive));
				}),
				{ numRuns: 150 },
			);
		},
	);

	it('does not depend on the order of the events', () => {
		const shuffled = anyEvents.chain((events) =>
			fc.tuple(
				fc.constant(events),
				fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
			),
		);
		fc.assert(
			fc.property(shuffled, ([one, other]) => {
				const choices: Choices = { paths: ['config.model'], bucket: 'hour' };
				expect(JSON.stringify(summarize(other, choices))).toBe(
					JSON.stringify(summarize(one, choices)),
				);
			}),
		);
	});

	it('returns its columns in a fixed order', () => {
		const alertWhen: Threshold[] = [{ measure: 'events', comparison: 'above', value: 0 }];
		const choices: Choices = { paths: ['config.model', 'event_name'], bucket: 'day', alertWhen };
		expect(Object.keys(summarize([{}], choices)[0] ?? {})).toEqual([
			'alert',
			'alert_reason',
			'model',
			'event_name',
			'period',
			'events',
			'failures',
			'failure_rate',
			'cost',
			'prompt_tokens',
			'completion_tokens',
			'total_tokens',
			'duration_avg_ms',
			'duration_p50_ms',
			'duration_p95_ms',
			'duration_p99_ms',
			'first_time',
			'last_time',
		]);
	});

	it('returns rows by time, and those with the most events first within a period', () => {
		const at = (hour: number, event_name: string) => ({
			event_name,
			start_time: Date.UTC(2024, 3, 1, hour),
		});
		const events = [
			at(9, 'a'),
			at(8, 'b'),
			at(9, 'c'),
			at(9, 'c'),
			{ event_name: 'without a start time' },
		];
		const rows = summarize(events, { paths: ['event_name'], bucket: 'hour' });
		expect(rows.map(({ event_name, period }) => [event_name, period])).toEqual([
			['b', '2024-04-01T08:00:00Z'],
			['c', '2024-04-01T09:00:00Z'],
			['a', '2024-04-01T09:00:00Z'],
			['without a start time', null],
		]);
	});
});

describe('Summary of no events', () => {
	it('returns one row of zeros when it is not grouped, so that it can alert', () => {
		const alertWhen: Threshold[] = [
			{ measure: 'events', comparison: 'below', value: 1 },
			{ measure: 'duration_p95_ms', comparison: 'below', value: 1 },
		];
		expect(summarize([], { alertWhen })).toEqual([
			{
				events: 0,
				failures: 0,
				failure_rate: 0,
				cost: null,
				prompt_tokens: null,
				completion_tokens: null,
				total_tokens: null,
				duration_avg_ms: null,
				duration_p50_ms: null,
				duration_p95_ms: null,
				duration_p99_ms: null,
				first_time: null,
				last_time: null,
				alert: true,
				alert_reason: 'Number of events 0 is below 1',
			},
		]);
	});

	it.each<Choices>([{ paths: ['event_name'] }, { bucket: 'day' }])(
		'returns no rows when it is grouped: %j',
		(choices) => {
			expect(summarize([], choices)).toEqual([]);
		},
	);
});

describe('Cost and tokens of a summary', () => {
	const session = {
		event_type: 'session',
		session_id: 's',
		metadata: { cost: 3, total_tokens: 9 },
	};
	const model = (cost: number) => ({ event_type: 'model', session_id: 's', metadata: { cost } });

	it('are not counted twice, in a session and in its model events', () => {
		expect(summarize([session, model(1), model(2)])).toMatchObject([{ cost: 3 }]);
	});

	it('are those of the sessions if no other event has any', () => {
		expect(summarize([session, { event_type: 'tool' }])).toMatchObject([{ cost: 3 }]);
		expect(summarize([session, model(1), model(2)])).toMatchObject([{ total_tokens: 9 }]);
	});

	it('are counted only in the groups of the model events, wherever their session started', () => {
		const events = [
			{ ...session, start_time: Date.UTC(2024, 3, 1, 9) },
			{ ...model(1), start_time: Date.UTC(2024, 3, 1, 10) },
			{ ...model(2), start_time: Date.UTC(2024, 3, 1, 11) },
		];
		expect(summarize(events, { bucket: 'hour' }).map(({ cost }) => cost)).toEqual([null, 1, 2]);
	});

	it('are counted for each event type, sessions included, when grouped by event_type', () => {
		const rows = summarize([session, model(1), model(2)], { paths: ['event_type'] });
		expect(rows).toMatchObject([
			{ event_type: 'model', cost: 3 },
			{ event_type: 'session', cost: 3 },
		]);
	});
});

describe('Groups of a summary', () => {
	it('distinguish a number from its text, but not null from a missing field', () => {
		const events = [1, '1', null].map((tier) => ({ metadata: { tier } }));
		const rows = summarize([...events, {}], { paths: ['metadata.tier'] });
		expect(rows.map((row) => [row.tier, row.events])).toEqual([
			['1', 1],
			[1, 1],
			[null, 2],
		]);
	});

	it('support names with dots, list positions and responses with dotted keys', () => {
		const rows = summarize(
			[
				{
					metrics: { 'v1.2 score': 4 },
					inputs: { chat_history: [{ role: 'system' }, { role: 'user' }] },
					'metadata.run_id': 'run-1',
					'metadata.cost': 0.5,
				},
			],
			{ paths: ['metrics.v1.2 score', 'inputs.chat_history.1.role', 'metadata.run_id'] },
		);
		expect(rows).toMatchObject([
			{
				'2 score': 4,
				role: 'user',
				run_id: 'run-1',
				cost: 0.5,
			},
		]);
	});

	it('by error have no error column, which Retry On Fail would take for a failure', () => {
		const errors = ['Rate limit', { code: 7 }, '', null, undefined];
		const rows = summarize(
			errors.map((error) => ({ error })),
			{ paths: ['error'] },
		);
		expect(rows.map(({ error_text, events, failures }) => [error_text, events, failures])).toEqual([
			['Rate limit', 1, 1],
			['{"code":7}', 1, 1],
			[null, 3, 0],
		]);
		expect(rows[0]).not.toHaveProperty('error');
	});

	it('keep a field that has the name of a measure', () => {
		const rows = summarize([{ events: 'x', error: 'y', error_text: 'z' }], {
			paths: ['events', 'error', 'error_text'],
		});
		expect(rows).toMatchObject([{ events_: 'x', error_text: 'y', error_text_: 'z', events: 1 }]);
	});

	it.each([
		[['config.model'], ['model']],
		[
			['config.model', 'metadata.model'],
			['config.model', 'metadata.model'],
		],
		[['metadata.cost'], ['metadata.cost']],
		[['metadata.error'], ['metadata.error']],
		[
			['error', 'metadata.error_text'],
			['error_text', 'metadata.error_text'],
		],
		[['inputs.tags.0'], ['inputs.tags.0']],
		[['inputs.chat_history.1.role'], ['role']],
	])('by %j have the columns %j', (paths, columns) => {
		const [row = {}] = summarize([{}], { paths });
		expect(Object.keys(row).slice(0, paths.length)).toEqual(columns);
	});

	it('come last if they lack a value, however many events they have', () => {
		const events = [{}, {}, {}, { event_name: 'a' }, { event_name: 'b' }, { event_name: 'b' }];
		const rows = summarize(events, { paths: ['event_name'] });
		expect(rows.map(({ event_name }) => event_name)).toEqual(['b', 'a', null]);
	});

	it('are refused when there are more than 50,000', () => {
		const summary = new Summary(planOf({ paths: ['event_id'] }));
		for (let id = 0; id < maxGroups; id++) summary.add({ event_id: id });
		summary.add({ event_id: 0 });
		expect(() => summary.add({ event_id: 'one more' })).toThrow(/^'Group By' .* 50000 groups/);
	});

	it('are refused when their values take too much memory', () => {
		const summary = new Summary(planOf({ paths: ['outputs.content'] }));
		const content = (start: string) => ({
			outputs: { content: start.padEnd(maxCharacters / 2, '.') },
		});
		summary.add(content('a'));
		summary.add(content('a'));
		expect(() => summary.add(content('b'))).toThrow(/^'Group By' /);
	});
});

describe('pathsOf', () => {
	it('returns the fields that a summary needs', () => {
		expect(pathsOf(planOf({ paths: ['config.model'] }))).toEqual([
			'event_id',
			'start_time',
			'event_type',
			'duration',
			'error',
			'metadata',
			'config.model',
		]);
	});

	it('returns lists as a whole, and no field that is inside another', () => {
		expect(
			pathsOf(planOf({ paths: ['inputs.chat_history.1.role', 'metadata', 'error.code'] })),
		).toEqual([
			'event_id',
			'start_time',
			'event_type',
			'duration',
			'error',
			'metadata',
			'inputs.chat_history',
		]);
	});
});
