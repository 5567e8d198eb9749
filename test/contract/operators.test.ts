import type { HoneyHiveEvent } from '../emulator';
import { withEmulator } from '../support/withEmulator';
import { asking, idsOf, send } from './client';

const emulator = withEmulator({ events: 500, seed: 9 });
let truth: HoneyHiveEvent[];

beforeAll(() => {
	emulator.load([{ event_id: 'bare', start_time: Date.UTC(2024, 3, 15) }]);
	truth = [...emulator.events()];
});

const MIDDLE = '2024-04-15T00:00:00.000Z';
const MIDDLE_MS = Date.parse(MIDDLE);
const cost = (event: HoneyHiveEvent): unknown => event.metadata?.cost;
const feedback = (event: HoneyHiveEvent): unknown => event.metadata?.has_feedback;
const time = (event: HoneyHiveEvent): number => Number(event.start_time);

type Row = [
	type: string | undefined,
	operator: string,
	field: string,
	value: string | number | boolean | null,
	expected: (event: HoneyHiveEvent) => boolean,
];

/** Each operator with the plain condition that it stands for. */
const STRING: Row[] = [
	['string', 'is', 'event_type', 'model', (event) => event.event_type === 'model'],
	['string', 'is not', 'event_type', 'model', (event) => event.event_type !== 'model'],
	['string', 'contains', 'error', '429', (event) => event.error?.includes('429') === true],
	['string', 'not contains', 'error', '429', (event) => event.error?.includes('429') !== true],
];
const NUMBER: Row[] = [
	['number', 'is', 'feedback.rating', '5', (event) => event.feedback?.rating === 5],
	['number', 'is not', 'feedback.rating', '5', (event) => event.feedback?.rating !== 5],
	['number', 'greater than', 'metadata.cost', '0.01', (event) => Number(cost(event)) > 0.01],
];
const EXPORT: Row[] = [
	...STRING,
	...NUMBER,
	['boolean', 'is', 'metadata.has_feedback', 'true', (event) => feedback(event) === true],
	['boolean', 'is not', 'metadata.has_feedback', 'true', (event) => feedback(event) !== true],
	['id', 'is', 'event_id', 'bare', (event) => event.event_id === 'bare'],
	['number', 'greater than', 'start_time', String(MIDDLE_MS), (event) => time(event) > MIDDLE_MS],
];
const V1: Row[] = [
	...STRING,
	...NUMBER,
	['string', 'exists', 'error', null, (event) => typeof event.error === 'string'],
	['string', 'not exists', 'error', null, (event) => typeof event.error !== 'string'],
	['number', 'exists', 'metadata.cost', null, (event) => cost(event) !== undefined],
	['number', 'not exists', 'metadata.cost', null, (event) => cost(event) === undefined],
	['number', 'less than', 'metadata.cost', 0.01, (event) => Number(cost(event)) < 0.01],
	['boolean', 'exists', 'metadata.has_feedback', '', (event) => feedback(event) !== undefined],
	['boolean', 'not exists', 'metadata.has_feedback', '', (event) => feedback(event) === undefined],
	['boolean', 'is', 'metadata.has_feedback', false, (event) => feedback(event) === false],
	['datetime', 'exists', 'end_time', null, (event) => event.end_time !== undefined],
	['datetime', 'not exists', 'end_time', null, (event) => event.end_time === undefined],
	['datetime', 'is', 'start_time', MIDDLE, (event) => time(event) === MIDDLE_MS],
	['datetime', 'is not', 'start_time', MIDDLE, (event) => time(event) !== MIDDLE_MS],
	['datetime', 'after', 'start_time', MIDDLE, (event) => time(event) > MIDDLE_MS],
	['datetime', 'before', 'start_time', MIDDLE, (event) => time(event) < MIDDLE_MS],
];

async function expectMatches(route: string, row: Row): Promise<void> {
	const [type, operator, field, value, expected] = row;
	const filters = [{ field, operator, value, type }];
	const body = route.endsWith('search') ? { filters } : asking({ filters });
	const { json } = await send(emulator, route, body);
	const matching = truth.filter(expected);
	// A condition that no event or every event meets would prove nothing.
	expect(matching.length).toBeGreaterThan(0);
	expect(matching.length).toBeLessThan(truth.length);
	expect(idsOf(json.events).sort()).toEqual(idsOf(matching).sort());
}

describe('POST /events/export filters by', () => {
	it.each(EXPORT)('the %s operator %s on %s', (...row) =>
		expectMatches('POST /events/export', row),
	);
});

describe('POST /v1/events/export filters by', () => {
	it.each(V1)('the %s operator %s on %s', (...row) => expectMatches('POST /v1/events/export', row));
});

describe('POST /v1/events/search filters by', () => {
	it.each(V1)('the %s operator %s on %s', (...row) => expectMatches('POST /v1/events/search', row));

	it.each<Row>([
		['', 'is', 'event_type', 'model', (event) => event.event_type === 'model'],
		['', 'greater than', 'metadata.cost', 0.01, (event) => Number(cost(event)) > 0.01],
		['', 'is', 'metadata.has_feedback', true, (event) => feedback(event) === true],
		['', 'after', 'start_time', MIDDLE, (event) => time(event) > MIDDLE_MS],
	])('the type of the value where no type is given%s: %s %s %p', (_, ...row) =>
		expectMatches('POST /v1/events/search', [undefined, ...row]),
	);
});
