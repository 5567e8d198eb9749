import type { HoneyHiveEvent, Located } from './event';
import { jsonOf } from './json';
import { display } from './refusal';
import { setProperty } from './shape/property';

/**
 * Levels of objects and lists that an event keeps. n8n itself writes items as JSON with a recursion that
 * ends the execution from about 3,000 levels on, and many readers of JSON accept 1,000.
 */
export const maxLevels = 1000;

/**
 * Turns what is nested more deeply into text, its JSON, so that nothing is lost and whoever gets the
 * event can use recursion.
 *
 * @param event changed in place
 * @returns whether it was nested too deeply
 */
export function limitNesting(event: HoneyHiveEvent): boolean {
	return limitLevels(event, maxLevels);
}

function limitLevels(container: object, levels: number): boolean {
	return Array.isArray(container)
		? limitList(container, levels)
		: limitObject(container as Record<string, unknown>, levels);
}

/** `for…in`, because it takes a quarter of the time of Object.keys, and every event passes through here. */
function limitObject(object: Record<string, unknown>, levels: number): boolean {
	let isTooDeep = false;
	for (const key in object) {
		const value = object[key];
		if (typeof value !== 'object' || value === null) continue;
		if (levels === 1) setProperty(object, key, jsonOf(value));
		if (levels === 1 || limitLevels(value, levels - 1)) isTooDeep = true;
	}
	return isTooDeep;
}

/** By index, because `for…in` makes a string of each index: events would take about twice as long. */
function limitList(list: unknown[], levels: number): boolean {
	let isTooDeep = false;
	for (let index = 0; index < list.length; index += 1) {
		const value = list[index];
		if (typeof value !== 'object' || value === null) continue;
		if (levels === 1) list[index] = jsonOf(value);
		if (levels === 1 || limitLevels(value, levels - 1)) isTooDeep = true;
	}
	return isTooDeep;
}

/**
 * Whether the JSON of an event may be nested too deeply, because it has enough brackets for it. This takes
 * a tenth of the time of `limitNesting` and spares nearly every event that.
 */
export function mayBeTooDeep(json: string): boolean {
	let brackets = 0;
	for (const bracket of ['{', '[']) {
		for (let at = json.indexOf(bracket); at >= 0; at = json.indexOf(bracket, at + 1)) {
			brackets += 1;
			if (brackets > maxLevels) return true;
		}
	}
	return false;
}

/** What the user should know about the events that were nested too deeply, of which this is one. */
export function tooDeepHint({ event_id: id }: Located): string {
	return `Some events, such as ${display(id)}, have more than ${maxLevels.toLocaleString('en-US')} levels of nesting. What lies deeper is returned as text that contains its JSON.`;
}
