import fc from 'fast-check';

import {
	JsonEncoder,
	lines,
	list,
	verbatim,
	type JsonLayout,
} from '../../../../nodes/HoneyHive/events/file/json';
import { EventScanner } from '../../../../nodes/HoneyHive/events/scan/scanner';
import { runs } from '../reading/scenario';

function scanned(text: string) {
	const scanner = new EventScanner();
	scanner.push(Buffer.from(`{"events":[${text}]}`));
	return scanner.end().events;
}

function write(layout: JsonLayout, texts: readonly string[]): string {
	const encoder = new JsonEncoder(layout, verbatim);
	for (const event of scanned(texts.join(','))) encoder.add(event, Infinity);
	return Buffer.from(encoder.finish()).toString();
}

const indented = fc.dictionary(fc.string(), fc.jsonValue()).map((event) => ({
	event,
	text: JSON.stringify(event, undefined, '\r\n\t'),
}));

describe('JsonEncoder', () => {
	it('writes one event per line, even if the response was indented', () => {
		fc.assert(
			fc.property(fc.array(indented), (events) => {
				const texts = events.map(({ text }) => text);
				const rows = write(lines, texts).split('\n');
				expect(rows.pop()).toBe('');
				expect(rows.map((row) => JSON.parse(row) as unknown)).toEqual(
					texts.map((text) => JSON.parse(text) as unknown),
				);
				expect(JSON.parse(write(list, texts))).toEqual(texts.map((text) => JSON.parse(text)));
			}),
			runs(300),
		);
	});

	it('keeps every digit of a number', () => {
		const text = '{"event_id":"a","big":12345678901234567890.10}';
		expect(write(lines, [text])).toBe(`${text}\n`);
	});

	it('writes no events as an empty NDJSON file or an empty JSON list', () => {
		expect(write(lines, [])).toBe('');
		expect(write(list, [])).toBe('[]\n');
	});

	it('refuses an event that would make the file too large, and adds it to the next file', () => {
		const encoder = new JsonEncoder(list, verbatim);
		const [small, large] = scanned('{"a":1},{"b":"a long text"}');
		if (!small || !large) throw new Error('The scanner did not return both events');
		expect(encoder.add(large, 10)).toBe(true);
		expect(encoder.add(small, 10)).toBe(false);
		expect(Buffer.from(encoder.finish()).toString()).toBe('[\n{"b":"a long text"}\n]\n');
		expect(encoder.add(small, 12)).toBe(true);
		expect(encoder.add(small, 12)).toBe(false);
		expect(Buffer.from(encoder.finish()).toString()).toBe('[\n{"a":1}\n]\n');
	});
});
