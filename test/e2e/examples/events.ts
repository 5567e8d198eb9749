import type { HoneyHiveEvent } from '../../emulator';

/** The project that the examples read. */
export const PROJECT = 'New Project';

const HOUR = 3_600_000;

let created = 0;

/** An event of the examples' project. Each one begins a millisecond later than the one created before it. */
export function exampleEvent(name: string, more: Partial<HoneyHiveEvent> = {}, hoursAgo = 0) {
	const start = Date.now() - hoursAgo * HOUR + created++;
	return {
		project_id: PROJECT,
		source: 'production',
		event_id: `event-${name}`,
		session_id: `session-${name}`,
		event_type: 'model',
		event_name: name,
		start_time: start,
		end_time: start + 250,
		duration: 250,
		...more,
	};
}

/** A model call that cost something. */
export function modelCall(
	name: string,
	model: string,
	hoursAgo: number,
	metadata: { cost?: number; total_tokens?: number },
) {
	return exampleEvent(name, { config: { model }, metadata }, hoursAgo);
}
