import type { Located } from './event';

export function hasId({ event_id: id }: Located): boolean {
	return id !== undefined && id !== null && id !== '';
}

/** What an event is recognized by: its id or, without one, its content. */
export function identityOf(event: Located): string {
	return hasId(event) ? String(event.event_id) : JSON.stringify(event);
}
