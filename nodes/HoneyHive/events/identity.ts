import type { HoneyHiveEvent, Located } from './event';
import { hashOf } from './hash';

type Id = string | number;

/** Whether it can be recognized: text or a number, as the IDs of every tracer are. */
function isId(value: unknown): value is Id {
	return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

export function hasId({ event_id: id }: Located): boolean {
	return isId(id);
}

/** What the events of a session share. The session's own event may state it only as its event_id. */
export function sessionIdOf(event: HoneyHiveEvent): Id | undefined {
	const { event_type: type, event_id: eventId, session_id: sessionId } = event;
	return [sessionId, type === 'session' ? eventId : undefined].find(isId);
}

/** What an event is recognized by: its ID or, without one, its content. The ID 7 is not the ID "7". */
export function identityOf(event: Located): string {
	if (!hasId(event)) return JSON.stringify(event);
	const { event_id: id } = event;
	return typeof id === 'number' ? `number ${id}` : String(id);
}

/**
 * Tells events of one answer apart: by their ID or, without one, by their content and how many before
 * them have the same. Two answers for ranges that touch contain the same events of that moment, so the
 * second of two equal events has the same key in both.
 */
export class Keys {
	private readonly equalEvents = new Map<string, number>();

	/** Whole IDs, because two that share a hash would be one event; of a content, the hash is shorter. */
	of(event: Located): unknown {
		return hasId(event) ? event.event_id : hashOf(this.identityOf(event));
	}

	/** What tells the event apart, as text. */
	identityOf(event: Located): string {
		const identity = identityOf(event);
		if (hasId(event)) return identity;
		const before = this.equalEvents.get(identity) ?? 0;
		this.equalEvents.set(identity, before + 1);
		return before === 0 ? identity : `${identity} ${before + 1}`;
	}
}
