import type { INodeExecutionData } from 'n8n-workflow';

import { isObject } from '../events/event';
import type { Parameters } from '../fields/parameters';

/**
 * Characters of JSON that one call answers with at most, a hint aside: about 10,000 tokens. A model
 * that reads 128,000 can make several calls; n8n itself cuts nothing off.
 */
const mostCharacters = 40_000;

/** Parameters that decide what is found. */
const deciding = [
	'project',
	'filters',
	'filtersJson',
	'dateRange',
	'lastAmount',
	'lastUnit',
	'from',
	'to',
	'limit',
	'page',
	'options',
];

/**
 * Makes the items of one input item an answer that a model can read: whole items as long as there is
 * room, then one that says how many were left out; or one that says that nothing was found.
 *
 * It stops reading once there is no more room: of a whole project that saves most requests, and
 * Since Last Run then begins the next time where it did, so that no event is lost.
 */
export async function* forModel(
	batches: AsyncIterable<INodeExecutionData[]>,
	parameters: Parameters,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	const room = new Room(mostCharacters);
	let read = 0;
	let shown = 0;
	for await (const items of batches) {
		const fitting = room.takeFrom(items);
		read += items.length;
		shown += fitting.length;
		yield fitting;
		if (shown === read) continue;
		yield [cutOff(shown, read, item)];
		return;
	}
	if (read === 0) yield [nothingFound(parameters, item)];
}

class Room {
	constructor(private characters: number) {}

	/** Those that fit, from the first on: none is skipped for a smaller one behind it. */
	takeFrom(items: INodeExecutionData[]): INodeExecutionData[] {
		const end = items.findIndex(({ json }) => {
			// With the comma, or the bracket, that stands around it.
			this.characters -= JSON.stringify(json).length + 1;
			return this.characters < 0;
		});
		return end === -1 ? items : items.slice(0, end);
	}
}

function cutOff(shown: number, read: number, item: number): INodeExecutionData {
	const hint = `${shown} of the ${read} items that were read are shown: more than ${mostCharacters} characters are not. Ask for less at a time: a smaller Limit (and the next Page) or Max Events, a narrower date range, Simplified output or fewer fields, a session in order, fewer groups. The operations Count and Summarize tell how many events there are and what they sum up to.`;
	return { json: { hint, shown, read }, pairedItem: { item } };
}

function nothingFound({ get }: Parameters, item: number): INodeExecutionData {
	const asked = Object.fromEntries(
		deciding.map((name) => [name, get(name)]).filter(([, value]) => !isEmpty(value)),
	);
	const hint =
		'Nothing was found. If there should be something: check the names and values in the filters, widen the date range, or go back to page 1. Events become visible some time after they were sent.';
	return { json: { hint, asked }, pairedItem: { item } };
}

function isEmpty(value: unknown): boolean {
	if (isObject(value) || Array.isArray(value)) return Object.keys(value).length === 0;
	return value === undefined || value === null || value === '';
}
