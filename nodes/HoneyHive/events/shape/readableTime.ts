import { readTime } from '../readTime';
import { toIso } from '../time';

/** A time of an event in ISO 8601 and UTC. One that cannot be read is returned as it is. */
export function readableTime(value: unknown): unknown {
	const time = readTime(value);
	return time === undefined ? (value ?? null) : toIso(time);
}
