import { createHash } from 'node:crypto';

import type { HoneyHiveEvent } from '../../emulator';

const hour = 3_600_000;
const day = 24 * hour;

/** Before the date range of any recipe. */
const longAgo = 60 * day;

/** The session that a recipe reads as a trace. */
const refund = 'caf77ace-3417-4da4-944d-f4a0688f3c23';
const parcel = '11111111-2222-4333-8444-555555555555';

/** A UUID: V2 hosts update no event with another ID. */
function idOf(eventName: string): string {
	const hash = createHash('sha1').update(eventName).digest('hex');
	return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** @param start UTC milliseconds */
function at(
	start: number,
	event_name: string,
	event_type: 'session' | 'model' | 'tool' | 'chain',
	session_id: string,
	more: HoneyHiveEvent = {},
): HoneyHiveEvent {
	const event_id = event_type === 'session' ? session_id : idOf(event_name);
	return {
		project_id: 'New Project',
		source: 'production',
		event_id,
		session_id,
		...(event_type !== 'session' && { parent_id: session_id }),
		event_type,
		event_name,
		start_time: start,
		end_time: start + 250,
		duration: 250,
		inputs: { question: `${event_name}?` },
		outputs: { answer: `${event_name}!` },
		...more,
	};
}

const model = (name: string, cost: number, total_tokens: number): HoneyHiveEvent => ({
	config: { model: name },
	metadata: { cost, total_tokens },
});

/** What a chat model received and answered. */
const chat = (question: string, answer: string): HoneyHiveEvent => ({
	inputs: {
		chat_history: [
			{ role: 'system', content: 'Be brief.' },
			{ role: 'user', content: [{ type: 'text', text: question }] },
		],
	},
	outputs: { role: 'assistant', content: answer },
});

/** The recent events of a customer support assistant, and older ones that no recipe may find. */
export function eventsUntil(now: number): HoneyHiveEvent[] {
	const ago = (before: number) => now - before;
	return [
		at(ago(hour), 'Refund question', 'session', refund, {
			metadata: { cost: 0.021, total_tokens: 1500, num_events: 4 },
		}),
		at(ago(hour) + 10, 'Plan', 'chain', refund),
		at(ago(hour) + 20, 'Look up order', 'tool', refund, {
			parent_id: idOf('Plan'),
			error: 'No such order',
			metadata: { tool: { status: 'failure' } },
		}),
		at(ago(hour) + 300, 'Draft', 'model', refund, {
			...model('gpt-4o-mini', 0.001, 300),
			metrics: { faithfulness: 0.3 },
			feedback: { rating: 1 },
		}),
		at(ago(hour) + 600, 'Answer', 'model', refund, {
			...model('gpt-4o', 0.02, 1200),
			...chat('Can I get my money back?', 'Yes.'),
			metrics: { faithfulness: 0.9 },
			feedback: { rating: 5 },
		}),
		at(ago(2 * hour), 'Parcel question', 'session', parcel, {
			metadata: { cost: 0.004, total_tokens: 500, num_events: 3 },
		}),
		at(ago(2 * hour) + 10, 'Track parcel', 'tool', parcel, {
			metadata: { tool: { status: 'success' } },
		}),
		at(ago(2 * hour) + 20, 'Ask the depot', 'tool', parcel, {
			metadata: { tool: { status: 'failure' } },
		}),
		at(ago(2 * hour) + 30, 'Reply', 'model', parcel, {
			...model('gpt-4o', 0.004, 500),
			...chat('Where is it?', 'It'),
			error: 'The model timed out',
		}),
		at(ago(2 * day), 'Case of run 42', 'chain', 'case 1', {
			metadata: { run_id: 'run-42' },
			metrics: { correct: true },
		}),
		at(ago(2 * day), 'Case of run 41', 'chain', 'case 2', { metadata: { run_id: 'run-41' } }),
		...oldEvents(ago(longAgo)),
		at(Date.UTC(2024, 11, 31, 23, 59, 59, 999), 'In December', 'chain', 'other months'),
		at(Date.UTC(2025, 0, 1), 'First of January', 'chain', 'January'),
		at(Date.UTC(2025, 0, 15, 12), 'In January', 'chain', 'January'),
		at(Date.UTC(2025, 0, 31, 23, 59, 59, 999), 'Last of January', 'chain', 'January'),
		at(Date.UTC(2025, 1, 1), 'In February', 'chain', 'other months'),
	];
}

/** Like the events that the recipes look for, but too old. */
function oldEvents(start: number): HoneyHiveEvent[] {
	const run = { run_id: 'run-42' };
	return [
		at(start, 'Old session', 'session', 'old', { metadata: { cost: 9, ...run } }),
		at(start, 'Old call', 'model', 'old', {
			config: { model: 'gpt-4o' },
			error: 'It broke',
			metadata: { cost: 9, ...run },
			metrics: { faithfulness: 0.1 },
			feedback: { rating: 1 },
		}),
		at(start, 'Old tool', 'tool', 'old', { metadata: { tool: { status: 'failure' }, ...run } }),
	];
}

/** Events that arrive while a trigger waits: one that failed, and one that did not. */
export function nextEvents(now: number): HoneyHiveEvent[] {
	return [
		at(now, 'Goes wrong', 'tool', parcel, { error: 'The depot is closed' }),
		at(now, 'Goes well', 'tool', parcel),
	];
}
