import { compileProjection } from '../../emulator/reading/projections';

const EVENT = {
	event_id: 'e1',
	event_name: 'chat',
	error: null,
	children_ids: ['a', 'b'],
	inputs: {
		chat_history: [
			{ role: 'user', content: 'Hello' },
			{ role: 'assistant', content: 'Hi' },
		],
	},
	metadata: { cost: 0.01, total_tokens: 5 },
};

describe("The emulator's projection", () => {
	it.each([
		[['event_name'], { event_name: 'chat' }],
		[['error'], { error: null }],
		[['metadata.cost'], { metadata: { cost: 0.01 } }],
		[['metadata.cost', 'metadata.total_tokens'], { metadata: { cost: 0.01, total_tokens: 5 } }],
		[['metadata', 'metadata.cost'], { metadata: EVENT.metadata }],
		[['metadata.cost', 'metadata'], { metadata: EVENT.metadata }],
		[['inputs.chat_history.1.content'], { inputs: { chat_history: [{ content: 'Hi' }] } }],
		[
			['inputs.chat_history.role'],
			{ inputs: { chat_history: [{ role: 'user' }, { role: 'assistant' }] } },
		],
		[['children_ids.0'], { children_ids: ['a'] }],
		[['nothing', 'event_name.length', 'children_ids.9'], { children_ids: [] }],
		[['__proto__', 'constructor'], {}],
	])('of %j', (paths, expected) => {
		expect(compileProjection(paths).apply(EVENT)).toEqual(expected);
	});

	it('lists the top-level keys that it needs', () => {
		const { keys } = compileProjection(['metadata.cost', 'metadata.total_tokens', 'event_id']);
		expect([...keys].sort()).toEqual(['event_id', 'metadata']);
	});
});
