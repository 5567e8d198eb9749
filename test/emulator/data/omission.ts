import type { Settings } from '../options';
import type { HoneyHiveEvent } from './event';

/** Left out when they are empty; inputs, outputs and metadata are not. */
const CONTAINERS: ReadonlySet<string> = new Set([
	'config',
	'feedback',
	'metrics',
	'user_properties',
	'children_ids',
]);

/** Whether the host leaves out the key of an event rather than answer null or an empty container. */
export function isOmitted(settings: Settings, key: string, value: unknown): boolean {
	if (value === null) {
		if (key === 'parent_id') return settings.nullFields !== 'errorAndParent';
		return key === 'error' && settings.nullFields === 'none';
	}
	return settings.emptyContainers === 'elided' && CONTAINERS.has(key) && isEmpty(value);
}

export function withoutOmitted(settings: Settings, event: HoneyHiveEvent): HoneyHiveEvent {
	return Object.fromEntries(
		Object.entries(event).filter(([key, value]) => !isOmitted(settings, key, value)),
	);
}

function isEmpty(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
