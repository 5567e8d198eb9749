import type { HoneyHiveEvent } from '../emulator';
import { onHosts, serving } from '../support/hostUnderTest';
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
const rating = (event: HoneyHiveEvent): unknown => event.feedback?.rating;
const resolved = (event: HoneyHiveEvent): unknown => event.metrics?.resolved;
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
	['number', 'greater than', 'feedback.rating', '3', (event) => Number(rating(event)) > 3],
];
const EXPORT: Row[] = [
	...STRING,
	...NUMBER,
	['boolean', 'is', 'metrics.resolved', 'true', (event) => resolved(event) === true],
	['boolean', 'is not', 'metrics.resolved', 'true', (event) => resolved(event) !== true],
	['id', 'is', 'event_id', 'bare', (event) => event.event_id === 'bare'],
	['number', 'greater than', 'start_time', String(MIDDLE_MS), (event) => time(event) > MIDDLE_MS],
];
const V1: Row[] = [
	...STRING,
	...NUMBER,
	['string', 'exists', 'error', null, (event) => typeof event.error === 'string'],
	['string', 'not exists', 'error', null, (event) => typeof event.error !== 'string'],
	['number', 'exists', 'feedback.rating', null, (event) => rating(event) !== undefined],
	['number', 'not exists', 'feedback.rating', null, (event) => rating(event) === undefined],
	['number', 'less than', 'feedback.rating', 3, (event) => Number(rating(event)) < 3],
	['boolean', 'exists', 'metrics.resolved', '', (event) => resolved(event) !== undefined],
	['boolean', 'not exists', 'metrics.resolved', '', (event) => resolved(event) === undefined],
	['boolean', 'is', 'metrics.resolved', false, (event) => resolved(event) === false],
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

onHosts(serving('export'), () => {
	describe('POST /events/export filters by', () => {
		it.each(EXPORT)('the %s operator %s on %s', (...row) =>
			expectMatches('POST /events/export', row),
		);
	});
});

onHosts(serving('exportV1'), () => {
	describe('POST /v1/events/export filters by', () => {
		it.each(V1)('the %s operator %s on %s', (...row) =>
			expectMatches('POST /v1/events/export', row),
		);
	});
});

onHosts(serving('search'), () => {
	describe('POST /v1/events/search filters by', () => {
		it.each(V1)('the %s operator %s on %s', (...row) =>
			expectMatches('POST /v1/events/search', row),
		);

		it.each<Row>([
			['', 'is', 'event_type', 'model', (event) => event.event_type === 'model'],
			['', 'greater than', 'feedback.rating', 3, (event) => Number(rating(event)) > 3],
			['', 'is', 'metrics.resolved', true, (event) => resolved(event) === true],
			['', 'after', 'start_time', MIDDLE, (event) => time(event) > MIDDLE_MS],
		])('the type of the value where no type is given%s: %s %s %p', (_, ...row) =>
			expectMatches('POST /v1/events/search', [undefined, ...row]),
		);
	});
});
