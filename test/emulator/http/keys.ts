import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from './problem';

/** The key that may do everything. */
export const GOOD_KEY = 'hh_emulator_key';
/** A known key that lacks every permission: 403. */
export const FORBIDDEN_KEY = 'hh_emulator_read_nothing';

/** Throws 401 for a key nobody knows (or none), 403 for one that lacks the permission. */
export function checkKey(headers: IncomingHttpHeaders): void {
	const key = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
	if (key === GOOD_KEY) return;
	if (key === FORBIDDEN_KEY) throw new Problem(403, 'This API key lacks the permission');
	throw new Problem(401, key === undefined ? 'No API key was given' : 'Invalid API key');
}
