/**
 * Reads a date of a request. ISO 8601 with or without a time; without a zone it is UTC (the
 * documents show `2024-04-01T22:38:19.000Z`). Gives UTC milliseconds, or undefined for anything else.
 */
const ISO =
	/^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

export function readIso(text: string): number | undefined {
	const parts = ISO.exec(text);
	if (!parts) return undefined;
	const [year, month, day, hour, minute, second] = parts
		.slice(1, 7)
		.map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
	const milliseconds = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
	const midnight = new Date(Date.UTC(year, month - 1, day));
	// Date.UTC carries the 30th of February over into March: a date that does not exist is no date.
	if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
	if (hour > 23 || minute > 59 || second > 59) return undefined;
	const clock = ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
	return midnight.getTime() + clock - zoneOffset(parts[8]);
}

function zoneOffset(zone: string | undefined): number {
	if (zone === undefined || zone === 'Z') return 0;
	const digits = zone.replace(/\D/g, '');
	const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
	return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}

/** An event's time as UTC milliseconds: a number, ISO 8601, or the documentation's "2024-04-01 22:38:19". */
export function readEventTime(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string') return undefined;
	return readIso(value.replace(' ', 'T'));
}

/** "2024-04-01 22:38:19", UTC, as in the documentation's example response. */
export function writeAsText(milliseconds: number): string {
	return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}
