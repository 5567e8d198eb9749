import fc from 'fast-check';

import { select } from '../../../../nodes/HoneyHive/events/shape/select';

const event = {
	event_id: 'a',
	metadata: { cost: 0.1, tool: { status: 'failure' } },
	inputs: { chat_history: [{ role: 'system' }, { role: 'user', content: 'Hi' }] },
	error: null,
};

describe('select', () => {
	it('keeps selected fields nested', () => {
		expect(select(event, ['event_id', 'metadata.tool.status'])).toEqual({
			event_id: 'a',
			metadata: { tool: { status: 'failure' } },
		});
	});

	it('makes the start and the end readable, in whatever form they come', () => {
		const times = { start_time: 1795526496612, end_time: '2024-04-01 22:38:19', duration: 5 };
		expect(select(times, ['start_time', 'end_time', 'duration'])).toEqual({
			start_time: '2026-11-24T13:21:36.612Z',
			end_time: '2024-04-01T22:38:19.000Z',
			duration: 5,
		});
		expect(select({ start_time: 'soon' }, ['start_time', 'end_time'])).toEqual({
			start_time: 'soon',
		});
	});

	it('keeps null, and adds nothing for a missing field', () => {
		expect(
			select(event, ['error', 'feedback.rating', 'event_id.length', 'metadata.cost.x']),
		).toEqual({ error: null });
	});

	it('selects a list entry by its position, and keeps the position', () => {
		expect(select(event, ['inputs.chat_history.1.content'])).toEqual({
			inputs: { chat_history: { 1: { content: 'Hi' } } },
		});
	});

	it('selects fields whose names contain dots', () => {
		const metrics = { 'v1.2 score': 5, 'GPT-4.1 judge': { score: 1 } };
		expect(select({ metrics }, ['metrics.v1.2 score', 'metrics.GPT-4.1 judge.score'])).toEqual({
			metrics,
		});
	});

	it('nests the dotted keys that a server returns for a projection', () => {
		expect(select({ 'metadata.cost': 0.1 }, ['metadata.cost'])).toEqual({
			metadata: { cost: 0.1 },
		});
	});

	it.each([
		[['metadata', 'metadata.cost']],
		[['metadata.cost', 'metadata']],
		[['inputs.chat_history', 'inputs.chat_history.0']],
	])('ignores a path inside another path, in either order: %j', (paths) => {
		const [outer] = [...paths].sort();
		expect(select(event, paths)).toEqual(select(event, [String(outer)]));
	});

	it('does not change the event', () => {
		const copy = structuredClone(event);
		select(event, ['metadata', 'metadata.cost', 'inputs.chat_history.0.role']);
		expect(event).toEqual(copy);
	});

	it('does not pollute the prototype of objects', () => {
		const hostile: Record<string, unknown> = JSON.parse('{"__proto__": {"polluted": true}}');
		const selected = select(hostile, ['__proto__.polluted', 'constructor.prototype']);
		expect(Object.hasOwn(selected, '__proto__')).toBe(true);
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});

	it('returns exactly the selected fields of any event', () => {
		const key = fc.stringMatching(/^[a-z]{1,4}$/);
		fc.assert(
			fc.property(fc.dictionary(key, fc.jsonValue()), fc.array(key), (any, keys) => {
				const present = keys.filter((name) => Object.hasOwn(any, name));
				expect(select(any, keys)).toEqual(
					Object.fromEntries(present.map((name) => [name, any[name]])),
				);
			}),
		);
	});
});
