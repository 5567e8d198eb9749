import type { Located } from '../event';
import type { ScannedEvent } from '../scan/scanEvent';
import { Content } from './content';
import type { Encoder } from './encoder';

/** Writes one event as JSON in UTF-8, on one line. */
export type ToJson<Event extends Located> = (event: Event) => Uint8Array;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

/** The bytes as they were received. A string in JSON has no line ends, so replacing them by spaces changes nothing. */
export function verbatim({ bytes }: ScannedEvent): Uint8Array {
	if (!bytes.includes(lineFeed) && !bytes.includes(carriageReturn)) return bytes;
	return bytes.map((byte) => (byte === lineFeed || byte === carriageReturn ? space : byte));
}

/** What surrounds the events of a file, and what a file without events contains. */
export interface JsonLayout {
	readonly before: Uint8Array;
	readonly between: Uint8Array;
	readonly after: Uint8Array;
	readonly empty: Uint8Array;
}

/** Newline-delimited JSON: a line for each event. */
export const lines: JsonLayout = layout('', '\n', '\n', '');

/** One JSON list, with each event on a line of its own. */
export const list: JsonLayout = layout('[\n', ',\n', '\n]\n', '[]\n');

function layout(before: string, between: string, after: string, empty: string): JsonLayout {
	return {
		before: Buffer.from(before),
		between: Buffer.from(between),
		after: Buffer.from(after),
		empty: Buffer.from(empty),
	};
}

/** Writes files of JSON. */
export class JsonEncoder<Event extends Located> implements Encoder<Event> {
	private readonly content = new Content();

	constructor(
		private readonly layout: JsonLayout,
		private readonly toJson: ToJson<Event>,
	) {}

	add(event: Event, maxBytes: number): boolean {
		const { content } = this;
		const { before, between, after } = this.layout;
		const json = this.toJson(event);
		const isFirst = content.length === 0;
		const separator = isFirst ? before : between;
		const length = content.length + separator.length + json.length + after.length;
		if (!isFirst && length > maxBytes) return false;
		content.append(separator, maxBytes);
		content.append(json, maxBytes);
		return true;
	}

	finish(): Uint8Array {
		const { content } = this;
		const end = content.length === 0 ? this.layout.empty : this.layout.after;
		content.append(end, content.length + end.length);
		return content.take();
	}
}
