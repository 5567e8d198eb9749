import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import { onlyErrors } from '../../../../nodes/HoneyHive/events/figures';
import { totalsOf } from '../../../../nodes/HoneyHive/events/session/totals';

const session = { event_id: 's', session_id: 's', event_type: 'session', start_time: 0 };
const model = { event_type: 'model', metadata: { cost: 0.25, total_tokens: 10 } };

function event(event_id: string, start_time: number, more: HoneyHiveEvent = {}): HoneyHiveEvent {
	return { event_id, session_id: 's', event_type: 'chain', start_time, ...more };
}

function totals(...events: HoneyHiveEvent[]) {
	const linkOf = ({ event_type, session_id }: HoneyHiveEvent) =>
		`https://app/${String(event_type)}/${String(session_id)}`;
	return totalsOf('s', events, onlyErrors, linkOf).totals;
}

describe('Session totals', () => {
	it('sum up all events without counting cost and tokens of the session twice', () => {
		const events = [
			{ ...session, start_time: 1000, end_time: 5000, metadata: { cost: 0.75, total_tokens: 25 } },
			event('a', 1500, { ...model, duration: 6000, error: 'Too slow' }),
			event('b', 500, {
				...model,
				metadata: { cost: 0.5, prompt_tokens: 10, completion_tokens: 5 },
			}),
		];
		expect(totals(...events)).toEqual({
			events: 3,
			model_events: 2,
			failures: 1,
			cost: 0.75,
			total_tokens: 25,
			start_time: '1970-01-01T00:00:00.500Z',
			end_time: '1970-01-01T00:00:07.500Z',
			duration_ms: 7000,
			url: 'https://app/session/s',
		});
	});

	it('use the cost and tokens of the session event if no other event has any', () => {
		const own = { ...session, metadata: { cost: 0.75, total_tokens: 25 } };
		expect(totals(own, event('a', 1))).toMatchObject({
			cost: 0.75,
			total_tokens: 25,
		});
	});

	it('are null if no event has them', () => {
		expect(totals({ event_id: 'a' })).toEqual({
			events: 1,
			model_events: 0,
			failures: 0,
			cost: null,
			total_tokens: null,
			start_time: null,
			end_time: null,
			duration_ms: null,
			url: 'https://app/session/s',
		});
	});

	it('have no negative duration, even if an event ends before it starts', () => {
		expect(totals({ start_time: 2000, end_time: 1000 }).duration_ms).toBe(0);
		expect(totals({ start_time: 2000, duration: -1 }).duration_ms).toBe(0);
		expect(totals({ start_time: 2000 }, { end_time: 1000 }).duration_ms).toBe(0);
	});

	it.each([1e21, -1e21, '1e21', 'attempt 7', '2024-13-45 00:00:00', '', { $date: 'x' }, null])(
		'leave out the times of an event that states %j',
		(odd) => {
			const event = { start_time: odd, end_time: odd, duration: odd };
			const none = { start_time: null, end_time: null, duration_ms: null };
			expect(totals(event)).toMatchObject(none);
			expect(totals({ start_time: 2000, end_time: 3000 }, event)).toMatchObject({
				start_time: '1970-01-01T00:00:02.000Z',
				end_time: '1970-01-01T00:00:03.000Z',
				duration_ms: 1000,
			});
			expect(totals({ ...event, start_time: 2000 })).toMatchObject({
				start_time: '1970-01-01T00:00:02.000Z',
				end_time: '1970-01-01T00:00:02.000Z',
				duration_ms: 0,
			});
		},
	);

	it.each([-1, '-1'])('start before 1970 where an event does: %j', (start_time) => {
		expect(totals({ start_time, end_time: 1000 })).toMatchObject({
			start_time: '1969-12-31T23:59:59.999Z',
			duration_ms: 1001,
		});
	});

	it('have a duration without digits that only come from computing it', () => {
		const event = { start_time: 1712011099123, duration: 1000.3 };
		expect(totals(event).duration_ms).toBe(1000.3);
	});

	it('have a cost without rounding errors', () => {
		const [one, other] = [0.1, 0.2].map((cost) => ({ event_type: 'model', metadata: { cost } }));
		expect(totals({ ...one }, { ...other }).cost).toBe(0.3);
	});
});
