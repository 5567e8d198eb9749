import fc from 'fast-check';

import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import { onlyErrors } from '../../../../nodes/HoneyHive/events/figures';
import { simplify as simplifyWith } from '../../../../nodes/HoneyHive/events/shape/simplify';

const linkOf = ({ event_id }: HoneyHiveEvent) =>
	typeof event_id === 'string' && !/\p{Surrogate}/u.test(event_id)
		? `https://app/${event_id}?a=1&b=2`
		: undefined;
const simplify = (event: HoneyHiveEvent) => simplifyWith(event, onlyErrors, linkOf);
const forSlack = (event: HoneyHiveEvent) =>
	simplifyWith(event, { ...onlyErrors, escapeFor: 'slack' }, linkOf);

const event = {
	event_id: 'a',
	session_id: 's',
	event_type: 'model',
	event_name: 'chat',
	start_time: Date.UTC(2024, 3, 1, 22, 38, 19),
	duration: 824.8,
	config: { model: 'gpt-4o' },
	inputs: { question: 'Who?' },
	outputs: { content: 'Me.' },
	metadata: { cost: 0.02, total_tokens: 58 },
	error: null,
};

/** Fields with text that comes from the event. */
const texts = ['event_name', 'event_type', 'session_id', 'event_id'] as const;

describe('simplify', () => {
	it('returns flat fields of an event, the most useful ones first', () => {
		expect(Object.entries(simplify(event))).toEqual(
			Object.entries({
				event_name: 'chat',
				event_type: 'model',
				start_time: '2024-04-01T22:38:19.000Z',
				status: 'success',
				error_message: null,
				duration_ms: 824.8,
				model: 'gpt-4o',
				cost: 0.02,
				total_tokens: 58,
				input: 'Who?',
				output: 'Me.',
				session_id: 's',
				event_id: 'a',
				url: 'https://app/a?a=1&b=2',
			}),
		);
	});

	it.each([
		[Date.UTC(2024, 3, 1, 22, 38, 19, 7), '2024-04-01T22:38:19.007Z'],
		['2024-04-01 22:38:19', '2024-04-01T22:38:19.000Z'],
		['2024-04-01 22:38:19.123456', '2024-04-01T22:38:19.123Z'],
		['2024-04-01T22:38:19Z', '2024-04-01T22:38:19.000Z'],
		['2024-04-01T22:38:19+02:00', '2024-04-01T20:38:19.000Z'],
		['1712011099000', '2024-04-01T22:38:19.000Z'],
		['some day', null],
		[undefined, null],
		[1e21, null],
	])('returns the start time %j as %j', (start_time, expected) => {
		expect(simplify({ ...event, start_time }).start_time).toBe(expected);
	});

	it.each([
		[null, 'success', null],
		[undefined, 'success', null],
		['', 'success', null],
		['Rate limit reached', 'error', 'Rate limit reached'],
		[{ code: 7 }, 'error', '{"code":7}'],
	])('turns the error %j into the status %j and the message %j', (error, status, error_message) => {
		expect(simplify({ ...event, error })).toMatchObject({ status, error_message });
	});

	it.each([
		[250, 250],
		[0, 0],
		['250', 250],
		[-1, null],
		[Infinity, null],
		['long', null],
		[{ ms: 1 }, null],
	])('returns the duration %j as %j', (duration, expected) => {
		expect(simplify({ ...event, duration }).duration_ms).toBe(expected);
	});

	it('adds up prompt and completion tokens if there is no total', () => {
		const metadata = { prompt_tokens: 35, completion_tokens: 23 };
		expect(simplify({ ...event, metadata }).total_tokens).toBe(58);
	});

	it('returns the same fields for an empty event, with null for all but the status', () => {
		expect(Object.keys(simplify({}))).toEqual(Object.keys(simplify(event)));
		const { status, ...others } = simplify({});
		expect(status).toBe('success');
		expect(new Set(Object.values(others))).toEqual(new Set([null]));
	});

	it('returns no error field, which Retry On Fail would take for a failure', () => {
		expect(simplify(event)).not.toHaveProperty('error');
	});
});

/** Any JSON in the fields of an event, among it long texts and halves of characters. */
const anything = fc.oneof(
	fc.jsonValue(),
	fc.string({ minLength: 900, maxLength: 1100, unit: fc.constantFrom('x', '😀', '\ud83d', '<') }),
	fc.record({
		content: fc.jsonValue(),
		messages: fc.array(fc.record({ content: fc.jsonValue() })),
	}),
);
const fields = [
	...texts,
	'start_time',
	'duration',
	'config',
	'metadata',
	'error',
	'inputs',
	'outputs',
];
const anyEvent = fc.record(Object.fromEntries(fields.map((name) => [name, anything])), {
	requiredKeys: [],
});

describe('Whatever an event holds, its simplified form', () => {
	it('has numbers and bounded texts of whole characters, and nothing else', () => {
		fc.assert(
			fc.property(anyEvent, (any) => {
				for (const [name, value] of Object.entries(simplify(any))) {
					if (typeof value === 'string') {
						const isConversation = name === 'input' || name === 'output';
						if (name !== 'url')
							expect(value.length).toBeLessThanOrEqual(isConversation ? 4000 : 1000);
						expect(value).not.toMatch(/[\0\p{Surrogate}]/u);
					} else if (value !== null) {
						expect(['duration_ms', 'cost', 'total_tokens']).toContain(name);
						expect(Number.isFinite(value)).toBe(true);
					}
				}
			}),
		);
	});
});

describe('A text of a simplified event', () => {
	const long = 'x'.repeat(60_000);

	it('is whole up to its limit, and ends in an ellipsis beyond it', () => {
		const simplified = simplify({
			...event,
			...Object.fromEntries(texts.map((name) => [name, long])),
			config: { model: long },
			error: long,
			inputs: { text: long },
			outputs: long,
		});
		const { event_name, event_type, session_id, event_id, model, error_message } = simplified;
		for (const text of [event_name, event_type, session_id, event_id, model, error_message]) {
			expect(text).toBe(`${'x'.repeat(999)}…`);
		}
		expect(simplified.input).toBe(`${'x'.repeat(3999)}…`);
		expect(simplified.output).toBe(`${'x'.repeat(3999)}…`);
		expect(simplify({ error: 'x'.repeat(1000) }).error_message).toBe('x'.repeat(1000));
	});

	it('has whole characters only', () => {
		const { error_message } = simplify({ error: `${'x'.repeat(998)}😀😀` });
		expect(error_message).toBe(`${'x'.repeat(998)}…`);
		expect(simplify({ event_name: 'half \ud83d, NUL \0' }).event_name).toBe(
			'half \ufffd, NUL \ufffd',
		);
	});

	it('is text even if the event states something else', () => {
		expect(simplify({ event_id: 7, event_name: { a: [1] }, event_type: true })).toMatchObject({
			event_id: '7',
			event_name: '{"a":[1]}',
			event_type: 'true',
		});
	});

	it('does nothing in Slack if it is escaped for Slack', () => {
		const text = '<!channel> <@U1> <https://evil|safe> `a` & b';
		const escaped = "&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil|safe&gt; 'a' &amp; b";
		const simplified = forSlack({
			...Object.fromEntries(texts.map((name) => [name, text])),
			config: { model: text },
			error: text,
			inputs: { text },
			outputs: { content: [{ text }] },
		});
		for (const name of [...texts, 'model', 'error_message', 'input', 'output'] as const) {
			expect(simplified[name]).toBe(escaped);
		}
		expect(forSlack(event).url).toBe('https://app/a?a=1&amp;b=2');
	});

	it('is escaped after it was shortened, so that no escape is cut', () => {
		expect(forSlack({ error: '<'.repeat(2000) }).error_message).toBe(`${'&lt;'.repeat(999)}…`);
	});
});
