import type { HoneyHiveEvent } from '../event';
import { numberIn } from '../figures';
import type { LinkOf } from '../link';
import { find, readerOf } from '../path';
import { boundedText } from '../shape/boundedText';
import { simplify, type SimplifiedEvent, type SimplifyOptions } from '../shape/simplify';

/** What a message or a sheet needs of a session, as its own event states it. A missing value is null. */
export type SimplifiedSession = Omit<SimplifiedEvent, 'event_type' | 'model' | 'event_id'> & {
	/** Events of the session, by HoneyHive's count, which lags behind. */
	num_events: number | null;
	num_model_events: number | null;
	has_feedback: boolean | null;
	/** By the first of the user properties that is there. */
	user: string | null;
};

const eventsOf = readerOf('metadata.num_events');
const modelEventsOf = readerOf('metadata.num_model_events');
const hasFeedbackOf = readerOf('metadata.has_feedback');

const maxUserCharacters = 1000;

export interface SimplifySessionOptions extends SimplifyOptions {
	/** Names of the user properties that say who the user is. */
	readonly userProperties: readonly string[];
}

export function simplifySession(
	session: HoneyHiveEvent,
	options: SimplifySessionOptions,
	linkOf: LinkOf,
): SimplifiedSession {
	const event = simplify(session, options, linkOf);
	const hasFeedback = hasFeedbackOf(session);
	const user = userOf(session, options.userProperties);
	return {
		event_name: event.event_name,
		start_time: event.start_time,
		status: event.status,
		error_message: event.error_message,
		duration_ms: event.duration_ms,
		cost: event.cost,
		total_tokens: event.total_tokens,
		num_events: numberIn(eventsOf(session)) ?? null,
		num_model_events: numberIn(modelEventsOf(session)) ?? null,
		has_feedback: typeof hasFeedback === 'boolean' ? hasFeedback : null,
		user:
			user === undefined ? null : boundedText(user, maxUserCharacters, options.escapeFor ?? 'none'),
		input: event.input,
		output: event.output,
		session_id: event.session_id ?? event.event_id,
		url: event.url,
	};
}

function userOf(
	{ user_properties: properties }: HoneyHiveEvent,
	names: readonly string[],
): unknown {
	return names
		.map((name) => find(properties, name.split('.'))?.value)
		.find((value) => value !== undefined && value !== null && value !== '');
}
