import type { INodeParameters } from 'n8n-workflow';

import type { Emulator, Generation, HoneyHiveEvent } from '../../emulator';
import type { FinishedRun } from '../../support/engine';
import { eventsOf, exportEvents } from '../../support/exporting';
import { usualGeneration } from '../../support/hostUnderTest';

export const minute = 60_000;
const day = Date.UTC(2026, 0, 31);

function event(event_id: string, start: number, more: HoneyHiveEvent): HoneyHiveEvent {
	return {
		event_id,
		project_id: 'Demo Project',
		event_type: 'model',
		event_name: 'Answer',
		start_time: day + start,
		...more,
	};
}

export function session(id: string, start: number, more: HoneyHiveEvent = {}): HoneyHiveEvent {
	const own = { session_id: id, event_type: 'session', event_name: 'Chat' };
	return event(id, start, { ...own, ...more });
}

export function model(
	event_id: string,
	session_id: string,
	start: number,
	more: HoneyHiveEvent = {},
) {
	return event(event_id, start, { session_id, ...more });
}

/** Three sessions; what the second one states about itself is wrong. */
export const events: HoneyHiveEvent[] = [
	session('a', 0, {
		duration: 2000,
		inputs: { question: 'Why?' },
		outputs: { answer: 'Because.' },
		metadata: { num_events: '3', num_model_events: 1, has_feedback: true, cost: 0.5 },
		user_properties: { user_id: 'u-1', email: 'ann@example.com' },
	}),
	model('a1', 'a', 1000, { duration: 1500, metadata: { cost: 0.25, total_tokens: 10 } }),
	session('b', 10 * minute, {
		event_name: 'Refund',
		error: 'Timeout',
		metadata: { cost: 0.1, total_tokens: 0 },
		user_properties: { email: 'ben@example.com' },
	}),
	model('b1', 'b', 10 * minute - 5, { duration: 100, metadata: { total_tokens: 40 } }),
	model('b2', 'b', 40 * minute, { duration: 100, error: 'No', metadata: { total_tokens: 2 } }),
	session('c', 20 * minute),
];

/** Runs Session → Get Many with simplified sessions of all time, unless given otherwise. */
export async function getMany(
	emulator: Pick<Emulator, 'url'>,
	parameters: INodeParameters = {},
	generation: Generation = usualGeneration,
	options: Parameters<typeof exportEvents>[3] = {},
): Promise<FinishedRun> {
	const chosen = { resource: 'session', operation: 'getAll', output: 'simplified' };
	return await exportEvents(emulator, generation, { ...chosen, ...parameters }, options);
}

export function sessionIdsOf(run: FinishedRun): unknown[] {
	return eventsOf(run).map(({ session_id }) => session_id);
}
