import fc from 'fast-check';

import { NotJson } from '../../../../nodes/HoneyHive/events/scan/bytes';
import { NotAnEvent, scanEvent } from '../../../../nodes/HoneyHive/events/scan/scanEvent';
import { EventScanner, type ScannedAnswer } from '../../../../nodes/HoneyHive/events/scan/scanner';
import { runs } from '../reading/scenario';

/** Scans a text that arrives in pieces of these sizes, over and over. */
function scan(
	text: string | Buffer,
	sizes: readonly number[] = [1 << 20],
	scanner = new EventScanner(),
): ScannedAnswer {
	const bytes = Buffer.from(text);
	for (let at = 0, turn = 0; at < bytes.length; turn++) {
		const size = sizes[turn % sizes.length] ?? 1;
		scanner.push(bytes.subarray(at, at + size));
		at += size;
	}
	return scanner.end();
}

const textsOf = ({ events }: ScannedAnswer): string[] =>
	events.map(({ bytes }) => Buffer.from(bytes).toString());

/** JSON with white space where it may stand, and what its parts become when it is parsed. */
const spaces = fc.stringMatching(/^[ \t\n\r]{0,2}$/);

const wellKnown = ['event_id', 'start_time', 'events', 'event_ix', '__proto__', '', '\\', '"'];
const name = fc
	.oneof(fc.constantFrom(...wellKnown), fc.string({ unit: 'binary' }))
	.chain((text) => fc.constantFrom(JSON.stringify(text), escaped(text)));

/** A value as somebody might write it: with spaces, with escapes, with any keys. */
const json = fc.letrec<{ value: string; object: string }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.oneof(
			fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
			fc.string({ unit: 'binary' }).map(escaped),
			fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
			fc.maxSafeInteger().map(String),
			fc.constantFrom('null', 'true', 'false', '1E+2', '-0.5e-3', '9007199254740993', '"\\\\\\""'),
		),
		tie('object'),
		fc
			.tuple(fc.array(tie('value'), { maxLength: 4 }), spaces)
			.map(([values, space]) => `[${space}${values.join(`${space},${space}`)}${space}]`),
	),
	object: fc
		.tuple(fc.array(fc.tuple(name, tie('value')), { maxLength: 5 }), spaces)
		.map(([fields, space]) => {
			const texts = fields.map(([key, value]) => `${key}${space}:${space}${value}`);
			return `{${space}${texts.join(`${space},${space}`)}${space}}`;
		}),
}));

/** A string with each of its characters escaped. */
function escaped(text: string): string {
	const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
	return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}

/** Fields of the answer beside its list; none is called as that is. */
const frameFields = fc.array(
	fc.tuple(fc.constantFrom('totalEvents', 'count', 'event', '"', 'x'), json.value),
	{ maxLength: 3 },
);

const chunkSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });

describe('Taking events out of an answer without parsing it', () => {
	it('yields byte for byte the events that JSON.parse finds, however the bytes arrive', () => {
		fc.assert(
			fc.property(
				fc.array(json.object, { maxLength: 5 }),
				frameFields,
				frameFields,
				spaces,
				chunkSizes,
				(events, before, behind, space, sizes) => {
					const fields = [
						...before.map(([key, value]) => `${JSON.stringify(key)}${space}:${space}${value}`),
						`"events"${space}:${space}[${space}${events.join(`${space},${space}`)}${space}]`,
						...behind.map(([key, value]) => `${JSON.stringify(key)}${space}:${space}${value}`),
					];
					const text = `${space}{${space}${fields.join(`${space},${space}`)}${space}}${space}`;
					const parsed = JSON.parse(text) as { events: Array<Record<string, unknown>> };

					const answer = scan(text, sizes);

					expect(textsOf(answer)).toEqual(events);
					expect(answer.events.map(({ event_id, start_time }) => [event_id, start_time])).toEqual(
						parsed.events.map((event) => [own(event, 'event_id'), own(event, 'start_time')]),
					);
					expect(JSON.parse(answer.frame)).toEqual({ ...parsed, events: [] });
				},
			),
			runs(2_000),
		);
	});

	it('notices an answer that was cut, wherever that was', () => {
		const events = '[{"event_id":"a\\"}","inputs":{"text":"]}"}},{"event_id":"ü"}]';
		const whole = Buffer.from(`{"totalEvents":2,"events":${events},"more":{"events":[]}}`);
		for (let length = 0; length < whole.length; length++) {
			const cut = whole.subarray(0, length);
			expect(() => JSON.parse(scan(cut, [3]).frame) as unknown).toThrow();
		}
		expect(JSON.parse(scan(whole).frame)).toEqual({
			totalEvents: 2,
			events: [],
			more: { events: [] },
		});
	});

	it.each(['null', '1', '"event"', '[]', '[{"event_id":"a"}]'])(
		'refuses %s in the list',
		(element) => {
			expect(() => scan(`{"events":[${element}]}`)).toThrow(NotAnEvent);
			expect(() => scan(`{"events":[{},${element}]}`)).toThrow(NotAnEvent);
		},
	);

	it.each([
		'{"events":[{"cost":NaN}]}',
		'{"events":[{"a":[1,Infinity]}]}',
		'{"events":[{\'a\':1}]}',
		'{"events":[{} {}]}',
		'{"events":[{},]}',
		'{"events":[{"event_id":tru}]}',
	])('refuses what is not JSON: %s', (text) => {
		expect(() => scan(text)).toThrow(NotJson);
	});

	it('leaves a text that is no answer of events as it is', () => {
		for (const text of [
			'',
			'<html>',
			'[]',
			'null',
			'{"events":{}}',
			'{"events":null}',
			'{"a":[1]}',
		]) {
			expect(scan(text, [2])).toEqual({ events: [], frame: text });
		}
	});

	it('takes a byte order mark along into the frame', () => {
		expect(scan('\uFEFF{"events":[{}]}')).toMatchObject({ frame: '\uFEFF{"events":[]}' });
	});

	it('scans an event that arrives in 4,000 chunks only a few times', () => {
		const text = `{"events":[{"event_id":"a","inputs":"${'x'.repeat(4_000_000)}"}]}`;
		const scans = jest.fn(scanEvent);
		const { events } = scan(text, [1000], new EventScanner(scans));
		expect(events).toHaveLength(1);
		expect(scans.mock.calls.length).toBeLessThan(20);
	});
});

function own(event: Record<string, unknown>, key: string): unknown {
	return Object.hasOwn(event, key) ? event[key] : undefined;
}
