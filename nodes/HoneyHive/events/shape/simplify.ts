import type { HoneyHiveEvent } from '../event';
import { durationOf, failureOf, modelOf, readFigures, type FailureOptions } from '../figures';
import type { LinkOf } from '../link';
import { readTime } from '../readTime';
import { toIso } from '../time';
import { boundedText, type EscapeFor } from './boundedText';
import { inputOf, outputOf } from './conversation';

/**
 * What a message or a sheet needs of an event: texts of limited length, numbers, and no nesting. A
 * missing value is null, so that columns stay in place.
 */
export type SimplifiedEvent = {
	event_name: string | null;
	event_type: string | null;
	/** ISO 8601 in UTC; null for one that cannot be read. */
	start_time: string | null;
	status: 'success' | 'error';
	/** What went wrong. */
	error_message: string | null;
	/** Milliseconds. */
	duration_ms: number | null;
	model: string | null;
	/** US dollars, as HoneyHive calculates it. */
	cost: number | null;
	total_tokens: number | null;
	/** What was asked, if that can be told, or else the beginning of the inputs as JSON. */
	input: string | null;
	/** What was answered, if that can be told, or else the beginning of the outputs as JSON. */
	output: string | null;
	session_id: string | null;
	event_id: string | null;
	/** Of the event in HoneyHive's app. */
	url: string | null;
};

export interface SimplifyOptions extends FailureOptions {
	/** None unless set. */
	readonly escapeFor?: EscapeFor;
}

/** Google Sheets refuses all rows of a request if one cell has more than 50,000 characters. */
const maxCharacters = 1000;
const maxConversationCharacters = 4000;

/**
 * Reduces an event to a few flat fields.
 *
 * None is named `error`: n8n's Retry On Fail considers an item with such a field a failed run.
 */
export function simplify(
	event: HoneyHiveEvent,
	{ escapeFor = 'none', ...options }: SimplifyOptions,
	linkOf: LinkOf,
): SimplifiedEvent {
	const text = (value: unknown, max = maxCharacters) =>
		value === undefined || value === null ? null : boundedText(value, max, escapeFor);
	const { figures } = readFigures(event);
	const failure = failureOf(event, options);
	const start = readTime(event.start_time);
	return {
		event_name: text(event.event_name),
		event_type: text(event.event_type),
		start_time: start === undefined ? null : toIso(start),
		status: failure === undefined ? 'success' : 'error',
		error_message: text(failure),
		duration_ms: durationOf(event) ?? null,
		model: text(modelOf(event)),
		cost: figures.cost ?? null,
		total_tokens: figures.total_tokens ?? null,
		input: text(inputOf(event), maxConversationCharacters),
		output: text(outputOf(event), maxConversationCharacters),
		session_id: text(event.session_id),
		event_id: text(event.event_id),
		// A link that was cut would lead nowhere: its length is limited where it is made.
		url: text(linkOf(event), Infinity),
	};
}
