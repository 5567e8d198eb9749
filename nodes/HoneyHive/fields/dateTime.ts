import { DateTime } from 'luxon';

import { display, Refusal } from '../events/refusal';

/**
 * Reads a date and time as n8n gives it: the picker's local text without a zone, text with a zone,
 * a Date or a luxon DateTime from an expression, or UTC milliseconds.
 *
 * @param timezone the workflow's, for text that names none. luxon's own default is process-wide and
 * other executions overwrite it.
 * @param label the field in quotes, as the editor shows it
 * @throws Refusal that names the field
 */
export function readDateTime(label: string, value: unknown, timezone: string): DateTime {
	const time = parse(value, timezone);
	if (time?.isValid) return time;
	throw new Refusal(
		`${label} is not a date: it is ${display(value)}`,
		'Enter a date and time in ISO 8601, e.g. 2026-01-31T09:00:00 or 2026-01-31T09:00:00Z.',
	);
}

function parse(value: unknown, zone: string): DateTime | undefined {
	if (DateTime.isDateTime(value)) return value;
	if (value instanceof Date) return DateTime.fromJSDate(value);
	if (typeof value === 'number') return DateTime.fromMillis(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const iso = DateTime.fromISO(text, { zone });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}
