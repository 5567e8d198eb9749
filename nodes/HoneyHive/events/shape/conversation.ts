import { isObject, type HoneyHiveEvent } from '../event';

/** Values to look at for the only text. An object that has more of them is more than one text. */
const maxValues = 100;

const userRoles: readonly unknown[] = ['user', 'human'];

/**
 * What was asked: the text of the last message of a user, or else the only text of the inputs, or else
 * the inputs. Undefined for empty inputs.
 */
export function inputOf({ inputs }: HoneyHiveEvent): unknown {
	return lastUserText(inputs) ?? only(inputs);
}

/** What was answered: the text of the content, or else the only text of the outputs, or else the outputs. */
export function outputOf({ outputs }: HoneyHiveEvent): unknown {
	return (isObject(outputs) ? textOf(outputs.content) : undefined) ?? only(outputs);
}

function lastUserText(inputs: unknown): string | undefined {
	if (!isObject(inputs)) return undefined;
	for (const messages of [inputs.chat_history, inputs.messages]) {
		if (!Array.isArray(messages)) continue;
		for (let index = messages.length - 1; index >= 0; index--) {
			const message: unknown = messages[index];
			if (!isObject(message) || !userRoles.includes(message.role)) continue;
			const text = textOf(message.content);
			if (text !== undefined) return text;
		}
	}
	return undefined;
}

/** The content of a message: text, or a list of parts, of which those without text are images and files. */
function textOf(content: unknown): string | undefined {
	const parts: unknown[] = Array.isArray(content) ? content : [content];
	const texts = parts
		.map((part) => (isObject(part) ? part.text : part))
		.filter((text): text is string => typeof text === 'string' && !isBlank(text));
	return texts.length > 0 ? texts.join('\n') : undefined;
}

function only(container: unknown): unknown {
	if (container === '') return undefined;
	if (typeof container !== 'object' || container === null) return container;
	return isEmpty(container) ? undefined : (onlyTextIn(container) ?? container);
}

/** The text in an object or a list that holds exactly one. The role of a message is not one. */
function onlyTextIn(container: object): string | undefined {
	let found: string | undefined;
	const left: object[] = [container];
	let values = 0;
	for (let next = left.pop(); next; next = left.pop()) {
		if (Array.isArray(next) && next.length > maxValues) return undefined;
		for (const key in next) {
			const value: unknown = (next as Record<string, unknown>)[key];
			values += 1;
			if (values > maxValues) return undefined;
			if (typeof value === 'object' && value !== null) left.push(value);
			if (typeof value !== 'string' || isBlank(value) || key === 'role') continue;
			if (found !== undefined) return undefined;
			found = value;
		}
	}
	return found;
}

function isEmpty(container: object): boolean {
	for (const _ in container) return false;
	return true;
}

/** Without going through a long text. */
function isBlank(text: string): boolean {
	return !/\S/.test(text);
}
