import { display } from '../../events/refusal';
import type { UpdatedEvent } from '../../events/update';
import { ApiRefusal } from '../errors';

/** What a status means for an update, where that differs from a request that reads. */
export const updateRemedies: Readonly<Record<number, readonly [message: string, remedy: string]>> =
	{
		400: [
			'HoneyHive refused the update',
			"Check the 'Event ID', and the names and values to write.",
		],
		403: [
			'The API key lacks permission to update this event',
			'Use a key that can write events of this project, or ask an administrator of your HoneyHive organization.',
		],
		413: ['The update is too large', 'Write shorter texts, or fewer values at a time.'],
		429: [
			'HoneyHive is rate limiting your requests',
			'Wait a moment, run the workflow less often, or update fewer events at a time.',
		],
	};

/** Statuses of an answer that an event does not exist: no document says which it is. */
const unknownEventStatuses = [400, 404];

/** The refusal if HoneyHive says that it does not have the event; undefined if it says something else. */
export function refusalOfUnknownEvent(
	status: number,
	said: string,
	{ id, mayArrive }: UpdatedEvent,
): ApiRefusal | undefined {
	const isUnknown =
		unknownEventStatuses.includes(status) &&
		/\bevent(_?id)?\b/i.test(said) &&
		/not found|does not exist/i.test(said);
	if (!isUnknown) return undefined;
	return new ApiRefusal(
		String(status),
		mayArrive ? { kind: 'transient' } : { kind: 'final' },
		`HoneyHive has no event with the 'Event ID' ${display(id)} (HTTP ${status}): ${said}`,
		mayArrive
			? "Check the ID, and that the API key belongs to the event's project. If the event was sent a short time ago, raise 'Max Retries', or add a Wait node before this one."
			: "Check the ID, and that the API key belongs to the event's project. An event becomes visible some time after it was sent: turn on the option 'Wait for Event' to try again until it is there.",
	);
}
