import type { Check } from './check';
import { existsOnError, operators, sessionId } from './filters';
import { wrongKey } from './keys';
import { count, largestPage, order, pastTheEnd, projection } from './pages';
import { ends, milliseconds } from './ranges';
import { missing, times, usage } from './values';

/** In the order of the report. */
export const checks: readonly Check[] = [
	order,
	ends,
	milliseconds,
	count,
	largestPage,
	pastTheEnd,
	projection,
	operators,
	existsOnError,
	sessionId,
	times,
	missing,
	usage,
	wrongKey,
];
