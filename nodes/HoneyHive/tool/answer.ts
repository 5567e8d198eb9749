import type { INodeExecutionData } from 'n8n-workflow';

import { isObject } from '../events/event';
import { shorten } from '../events/text';
import type { Parameters } from '../fields/parameters';
import { isEmpty } from '../fields/values/empty';

/**
 * Max number of characters of JSON in the answer to one call: about 10,000 tokens. A model that reads
 * 128,000 can make several calls. n8n itself truncates nothing.
 */
const maxCharacters = 40_000;

/** What is kept free for the hint that says how many items were left out. */
const hintCharacters = 600;

/** Of each parameter that is repeated where nothing was found: there are about 30. */
const maxAskedCharacters = 1000;

/**
 * Turns the items of one input item into an answer that a model can read: whole items as long as there
 * is room, then one that says how many were left out; or one that says that nothing was found.
 *
 * It stops reading once there is no more room. That saves most of the requests for a large project.
 *
 * @param names of the operation's parameters, so that the model can see what it asked for
 */
export async function* answerModel(
	batches: AsyncIterable<INodeExecutionData[]>,
	parameters: Parameters,
	names: readonly string[],
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	const room = new Room(maxCharacters - hintCharacters);
	let read = 0;
	let shown = 0;
	for await (const items of batches) {
		const fitting = room.takeFrom(items);
		read += items.length;
		shown += fitting.length;
		yield fitting;
		if (shown === read) continue;
		yield [truncated(shown, read, item)];
		return;
	}
	if (read === 0) yield [nothingFound(parameters, names, item)];
}

class Room {
	constructor(private characters: number) {}

	/** Those that fit, from the first on: none is skipped for a smaller one after it. */
	takeFrom(items: INodeExecutionData[]): INodeExecutionData[] {
		const end = items.findIndex(({ json }) => {
			// With the comma or the bracket around it.
			this.characters -= JSON.stringify(json).length + 1;
			return this.characters < 0;
		});
		return end === -1 ? items : items.slice(0, end);
	}
}

function truncated(shown: number, read: number, item: number): INodeExecutionData {
	const limit = maxCharacters.toLocaleString('en-US');
	const hint = `Showing ${shown} of ${read} items: the answer is limited to ${limit} characters. Ask for less at a time: a smaller Limit, a narrower date range, Simplified output or fewer fields, a session as a list, fewer groups. The operations Count and Summarize return how many events there are and their totals.`;
	return { json: { hint, shown, read }, pairedItem: { item } };
}

function nothingFound(
	{ get }: Parameters,
	names: readonly string[],
	item: number,
): INodeExecutionData {
	const asked = Object.fromEntries(
		names
			.map((name) => [name, get(name)] as const)
			.filter(([, value]) => !holdsNothing(value))
			.map(([name, value]) => [name, shortened(value)]),
	);
	const hint =
		'Nothing was found. If you expected results, check the names and values in the filters or widen the date range. Events become visible some time after they were sent.';
	return { json: { hint, asked }, pairedItem: { item } };
}

function shortened(value: unknown): unknown {
	const json = JSON.stringify(value) ?? '';
	if (json.length <= maxAskedCharacters) return value;
	// An escape in JSON is up to six times as long as its character.
	return shorten(typeof value === 'string' ? value : json, Math.floor(maxAskedCharacters / 6));
}

function holdsNothing(value: unknown): boolean {
	if (isObject(value) || Array.isArray(value)) return Object.keys(value).length === 0;
	return isEmpty(value);
}
