import { DateTime, IANAZone } from 'luxon';

import { display, Refusal } from '../../events/refusal';

/**
 * Reads a date and time as n8n provides it: the picker's local text without a zone, text with a zone, a
 * Date or a luxon DateTime from an expression, or UTC milliseconds.
 *
 * @param label the field in quotes, as the editor shows it
 * @param timezone the workflow's, for text that names none. luxon's own default is process-wide, and
 * other executions overwrite it.
 * @throws Refusal that names the field
 */
export function readDateTime(label: string, value: unknown, timezone: string): DateTime {
	const time = parse(value, timezone);
	if (time?.isValid) return time;
	if (!IANAZone.isValidZone(timezone)) throw unknownTimezone(timezone);
	throw new Refusal(
		`${label} is not a date: it is ${display(value)}`,
		'Enter a date and time in ISO 8601, e.g. 2026-01-31T09:00:00 or 2026-01-31T09:00:00Z. A number must be UTC milliseconds.',
	);
}

function parse(value: unknown, zone: string): DateTime | undefined {
	if (DateTime.isDateTime(value)) return value;
	if (value instanceof Date) return DateTime.fromJSDate(value);
	if (typeof value === 'number') return fromMilliseconds(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (/^\d{11,}$/.test(text)) return fromMilliseconds(Number(text));
	const iso = DateTime.fromISO(text, { zone });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}

/** A smaller number is most likely in seconds, and would be read as a day in January 1970. */
const minMilliseconds = 1e11;

function fromMilliseconds(value: number): DateTime | undefined {
	return value >= minMilliseconds ? DateTime.fromMillis(value) : undefined;
}

export function unknownTimezone(timezone: string): Refusal {
	return new Refusal(
		`The workflow's time zone is ${display(timezone)}, which is unknown`,
		"Choose another 'Timezone' in the workflow's settings.",
	);
}
