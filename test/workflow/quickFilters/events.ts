import fc from 'fast-check';

import { eventTypes } from '../../../nodes/HoneyHive/events/quickFilters';
import type { HoneyHiveEvent } from '../../emulator';

/** What applications send as `error`, and whether it is a failure. */
const errors: ReadonlyArray<readonly [error: unknown, isFailure: boolean]> = [
	[undefined, false],
	['', false],
	[' ', false],
	[false, false],
	[[], false],
	[{}, false],
	['Timed out', true],
	[{ code: 429 }, true],
	[['first', 'second'], true],
	[true, true],
];

const ids = { project_id: 'Demo Project', source: 'test' };

/** Four hundred random events of all types, among them one that HoneyHive does not document, with all kinds of errors. */
const someEvents = fc
	.array(
		fc.record({
			type: fc.constantFrom(...eventTypes, 'guardrail'),
			error: fc.constantFrom(...errors),
			toolStatus: fc.constantFrom(undefined, 'success', 'failure'),
			start: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 0, 2) }),
		}),
		{ minLength: 400, maxLength: 400 },
	)
	.map((events) =>
		events.map(({ type, error: [error, hasError], toolStatus, start }, index) => ({
			type,
			hasError,
			toolFailed: toolStatus === 'failure',
			start,
			event: {
				...ids,
				event_id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
				session_id: '00000000-0000-4000-8000-999999999999',
				event_name: 'An event',
				event_type: type,
				start_time: start,
				end_time: start + 5,
				duration: 5,
				...(error !== undefined && { error }),
				metadata: toolStatus === undefined ? {} : { 'tool.status': toolStatus },
			} as HoneyHiveEvent & { event_id: string },
		})),
	);

/** In the order in which the node returns them, the newest first. */
export const sampledEvents = (fc.sample(someEvents, { seed: 7, numRuns: 1 })[0] ?? []).sort(
	(one, other) => other.start - one.start,
);

/** What a user chooses. */
export const someChoice = fc.record({
	eventTypes: fc.subarray([...eventTypes]),
	status: fc.constantFrom('any', 'failed', 'succeeded'),
	countToolFailures: fc.boolean(),
});
export type Choice = typeof someChoice extends fc.Arbitrary<infer Value> ? Value : never;

/** The IDs of the events that a choice means, the newest first. */
export function meantBy({ eventTypes: types, status, countToolFailures }: Choice): string[] {
	return sampledEvents
		.filter(({ type, hasError, toolFailed }) => {
			const hasFailed = hasError || (countToolFailures && toolFailed);
			const isOfStatus = status === 'any' || hasFailed === (status === 'failed');
			return isOfStatus && (types.length === 0 || types.some((one) => one === type));
		})
		.map(({ event }) => event.event_id);
}

/** The choice as parameters of a node. */
export function parametersOf({ eventTypes: types, status, countToolFailures }: Choice) {
	return { eventTypes: types, status, options: { countToolFailures } };
}
