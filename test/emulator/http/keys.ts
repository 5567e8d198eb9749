import type { IncomingHttpHeaders } from 'node:http';
import type { Settings } from '../options';
import { Problem } from './problem';

/** The key that may do everything. */
export const GOOD_KEY = 'hh_emulator_key';
/** A known key that lacks every permission: 403. */
export const FORBIDDEN_KEY = 'hh_emulator_read_nothing';

/** A key that may read, but not write. */
export const READ_ONLY_KEY = 'hh_ro_emulator_key';
/** A key that may write, but not read. */
export const INGESTION_KEY = 'hh_ingst_emulator_key';

/** Throws 401 for a key nobody knows (or none), 403 for one that lacks the permission. */
export function checkKey(headers: IncomingHttpHeaders, settings: Settings, writes: boolean): void {
	const key = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
	if (key === GOOD_KEY || key === (writes ? INGESTION_KEY : READ_ONLY_KEY)) return;
	if (key === undefined) throw new Problem(401, 'No API key was given');
	if ([FORBIDDEN_KEY, INGESTION_KEY, READ_ONLY_KEY].includes(key))
		throw rejected(settings, 403, 'This API key lacks the permission');
	throw rejected(settings, 401, 'Invalid API key');
}

/** The refusal of a key: with this status and message, or as a 404 on hosts that do not tell why. */
export function rejected(
	{ rejectedKeyStatus }: Settings,
	status: 401 | 403,
	message: string,
): Problem {
	return rejectedKeyStatus === 404 ? new Problem(404, 'Not found') : new Problem(status, message);
}
