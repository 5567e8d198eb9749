import { onlyErrors } from '../../../../nodes/HoneyHive/events/figures';
import { simplify as simplifyWith } from '../../../../nodes/HoneyHive/events/shape/simplify';
import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';

const linkOf = ({ event_id }: HoneyHiveEvent) =>
	typeof event_id === 'string' ? `https://app/${event_id}` : undefined;
const simplify = (event: HoneyHiveEvent) => simplifyWith(event, onlyErrors, linkOf);

const event = {
	event_id: 'a',
	session_id: 's',
	event_type: 'model',
	event_name: 'chat',
	start_time: Date.UTC(2024, 3, 1, 22, 38, 19),
	duration: 824.8,
	config: { model: 'gpt-4o' },
	metadata: { cost: 0.02, total_tokens: 58 },
	error: null,
};

describe('simplify', () => {
	it('returns flat fields of an event', () => {
		expect(simplify(event)).toEqual({
			event_id: 'a',
			session_id: 's',
			event_type: 'model',
			event_name: 'chat',
			start_time: '2024-04-01T22:38:19.000Z',
			duration_ms: 824.8,
			model: 'gpt-4o',
			cost: 0.02,
			total_tokens: 58,
			status: 'success',
			url: 'https://app/a',
		});
	});

	it.each([
		[Date.UTC(2024, 3, 1, 22, 38, 19, 7), '2024-04-01T22:38:19.007Z'],
		['2024-04-01 22:38:19', '2024-04-01T22:38:19.000Z'],
		['2024-04-01 22:38:19.123456', '2024-04-01T22:38:19.123Z'],
		['2024-04-01T22:38:19Z', '2024-04-01T22:38:19.000Z'],
		['2024-04-01T22:38:19+02:00', '2024-04-01T20:38:19.000Z'],
		['1712011099000', '2024-04-01T22:38:19.000Z'],
		['some day', 'some day'],
		[undefined, null],
		[1e21, 1e21],
	])('returns the start time %j as %j', (start_time, expected) => {
		expect(simplify({ ...event, start_time }).start_time).toBe(expected);
	});

	it.each([
		[null, 'success'],
		[undefined, 'success'],
		['', 'success'],
		['Rate limit reached', 'error: Rate limit reached'],
		[{ code: 7 }, 'error: {"code":7}'],
	])('turns the error %j into the status %j', (error, status) => {
		expect(simplify({ ...event, error }).status).toBe(status);
	});

	it('adds up prompt and completion tokens if there is no total', () => {
		const metadata = { prompt_tokens: 35, completion_tokens: 23 };
		expect(simplify({ ...event, metadata }).total_tokens).toBe(58);
	});

	it('returns the same fields for an empty event, with null for all but the status', () => {
		expect(Object.keys(simplify({}))).toEqual(Object.keys(simplify(event)));
		const { status, ...others } = simplify({});
		expect(status).toBe('success');
		expect(Object.values(others)).toEqual(Array(10).fill(null));
	});

	it('returns no error field, which Retry On Fail would take for a failure', () => {
		expect(simplify(event)).not.toHaveProperty('error');
	});
});
