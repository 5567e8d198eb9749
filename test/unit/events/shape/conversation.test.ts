import { onlyErrors } from '../../../../nodes/HoneyHive/events/figures';
import { simplify } from '../../../../nodes/HoneyHive/events/shape/simplify';

const inputOf = (inputs: unknown) => simplify({ inputs }, onlyErrors, () => undefined).input;
const outputOf = (outputs: unknown) => simplify({ outputs }, onlyErrors, () => undefined).output;

const system = { role: 'system', content: 'Be brief.' };
const question = { role: 'user', content: 'Who are you?' };
const answer = { role: 'assistant', content: 'A bot.' };

describe('The input of a simplified event', () => {
	it.each([
		['chat_history', [system, question, answer]],
		['messages', [{ role: 'user', content: 'Hello' }, answer, question]],
		['messages', [{ role: 'human', content: 'Who are you?' }]],
		['chat_history', [{ role: 'user', content: [{ type: 'text', text: 'Who are you?' }] }]],
		['chat_history', [{ role: 'user', content: ['Who are you?'] }]],
		['chat_history', [question, { role: 'user', content: [{ type: 'image_url', url: 'x' }] }]],
		['chat_history', [question, null, 7, { role: 'user' }, { role: 'user', content: ' ' }]],
	])('is the last text of a user in %s: %j', (name, messages) => {
		expect(inputOf({ [name]: messages, temperature: 0.5, model: 'm' })).toBe('Who are you?');
	});

	it('has the parts of a message on lines of their own', () => {
		const content = [{ text: 'Look at this:' }, { image: 'x' }, { text: 'What is it?' }];
		expect(inputOf({ messages: [{ role: 'user', content }] })).toBe('Look at this:\nWhat is it?');
	});

	it.each([
		[{ question: 'Who?' }],
		[{ question: 'Who?', k: 3, strict: true, none: null, blank: ' ' }],
		[{ query: { text: ['Who?'] } }],
		[{ messages: [{ role: 'system', content: 'Who?' }] }],
		[['Who?']],
		['Who?'],
	])('is otherwise the only text: %j', (inputs) => {
		expect(inputOf(inputs)).toBe('Who?');
	});

	it.each([
		[{ question: 'Who?', context: 'Bots' }, '{"question":"Who?","context":"Bots"}'],
		[{ k: 3 }, '{"k":3}'],
		[[1, [2]], '[1,[2]]'],
		[7, '7'],
		[{ question: '' }, '{"question":""}'],
	])('is otherwise JSON: %j', (inputs, expected) => {
		expect(inputOf(inputs)).toBe(expected);
	});

	it.each([{}, [], '', null, undefined])('is null for %j', (inputs) => {
		expect(inputOf(inputs)).toBeNull();
	});

	it.each([
		['many values', { a: 'x', list: Array.from({ length: 100_000 }, (_, index) => index) }],
		['long texts', { a: 'x'.repeat(100_000), b: 'y'.repeat(100_000) }],
		['many keys', Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`key ${n}`, 'v']))],
	])('is the beginning of the JSON of %s', (_, inputs) => {
		expect(inputOf(inputs)).toBe(`${JSON.stringify(inputs).slice(0, 3999)}…`);
	});
});

describe('The output of a simplified event', () => {
	it.each([
		[answer],
		[{ content: 'A bot.', finish_reason: 'stop' }],
		[{ role: 'assistant', content: [{ type: 'text', text: 'A bot.' }] }],
		[{ answer: 'A bot.' }],
		['A bot.'],
	])('is the text of %j', (outputs) => {
		expect(outputOf(outputs)).toBe('A bot.');
	});

	it('is JSON if there is no text but the role', () => {
		const outputs = { role: 'assistant', content: null };
		expect(outputOf(outputs)).toBe(JSON.stringify(outputs));
	});

	it('is null for an event without outputs', () => {
		expect(outputOf({})).toBeNull();
		expect(outputOf(undefined)).toBeNull();
	});
});
