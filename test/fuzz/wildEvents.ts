import fc from 'fast-check';

import type { HoneyHiveEvent } from '../../nodes/HoneyHive/events/event';

/** Texts that have broken exports of LLM traces before. */
const wildText = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.string({ unit: 'binary' }),
	fc.constantFrom(
		'',
		' ',
		'null',
		'NaN',
		'0.0012',
		'1e999',
		'=1+1',
		';\t@SUM(A1)',
		'"quoted", and\r\nmore lines',
		'NUL \u0000 and ESC \u001b[31m',
		'half of a pair: \ud83d',
		'\udc00 the other half',
		'\u202eright to left',
		'<!channel> <https://evil.example|click> `code` &amp;',
		'2026-09-01T02:00:02+02:00',
	),
	fc.integer({ min: 1000, max: 70_000 }).map((length) => '😀x'.repeat(length / 3)),
);

const wildNumber = fc.oneof(
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.integer(),
	fc.constantFrom(0, -0, 1e308, -1, 2 ** 53 + 1, 5e-324, 8.64e15, 1e21),
);

const wildKey = fc.oneof(
	fc.string({ maxLength: 8 }),
	fc.constantFrom(
		'__proto__',
		'constructor',
		'toJSON',
		'hasOwnProperty',
		'',
		'a.b',
		'a_b',
		'gen_ai.usage.input_tokens',
		'cost',
		'total_tokens',
		'error',
		'model',
		'\u0000',
	),
);

const wildValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.oneof(wildText, wildNumber, fc.boolean(), fc.constant(null)),
		fc.array(tie('value'), { maxLength: 4 }),
		fc.array(fc.tuple(wildKey, tie('value')), { maxLength: 5 }).map(objectOf),
	),
})).value;

/** Also with keys such as `__proto__`, which an assignment would not set. */
function objectOf(entries: ReadonlyArray<readonly [string, unknown]>): object {
	return Object.fromEntries(entries);
}

/** Within the last hour. */
const time = Math.floor(Date.now() / 1000) * 1000 - 120_000;

/** Times in every form, and things that are no times. */
const wildTime = fc.oneof(
	{ weight: 5, arbitrary: fc.integer({ min: time, max: time + 60_000 }) },
	fc.constantFrom(time / 1000, time * 1000, String(time), time + 0.5),
	fc.constantFrom('2026-09-01 00:00:01', '2026-09-01T02:00:02+02:00', 'soon', '', null, 1e300, -1),
	fc.constant({ $date: '2026-09-01T00:00:03Z' }),
	wildValue,
);

const chat = fc.array(
	fc.record({
		role: fc.oneof(fc.constantFrom('user', 'assistant'), wildValue),
		content: wildValue,
	}),
	{ maxLength: 3 },
);

/** An event as nobody designed it. Each field can be missing. */
const wildEvent = fc.record(
	{
		event_id: fc.oneof({ weight: 5, arbitrary: fc.uuid() }, wildValue),
		event_type: fc.oneof(fc.constantFrom('model', 'tool', 'chain', 'session'), wildValue),
		event_name: wildValue,
		parent_id: wildValue,
		start_time: wildTime,
		end_time: wildTime,
		duration: fc.oneof(wildNumber, wildValue),
		error: wildValue,
		config: fc.oneof(fc.record({ model: wildValue }), wildValue),
		inputs: fc.oneof(fc.record({ chat_history: chat }), wildValue),
		outputs: fc.oneof(fc.record({ content: wildValue }), wildValue),
		metadata: fc.oneof(
			fc.record(
				{ cost: wildValue, total_tokens: wildValue, tool: wildValue },
				{ requiredKeys: [] },
			),
			wildValue,
		),
		metrics: wildValue,
		feedback: wildValue,
		user_properties: wildValue,
		children_ids: wildValue,
		project_id: wildText,
		source: wildText,
	},
	{ requiredKeys: [] },
);

/** Events of one session. No two of them have the same ID. */
export const wildEvents: fc.Arbitrary<readonly HoneyHiveEvent[]> = fc
	.array(wildEvent, { minLength: 1, maxLength: 12 })
	.map((events) => {
		const ids = new Set<unknown>();
		return events
			.map((event) => ({ ...event, session_id: 'wild' }))
			.filter(({ event_id: id }) => {
				const isKnown = (typeof id === 'string' || typeof id === 'number') && ids.has(id);
				ids.add(id);
				return !isKnown;
			});
	});
