import type { Located } from '../event';
import type { ScannedEvent } from '../scan/scanEvent';
import { Content } from './content';
import type { Encoder } from './encoder';

/** Writes one event as JSON in UTF-8, on one line. */
export type ToJson<Event extends Located> = (event: Event) => Uint8Array;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

/** As it came. No line end stands inside a string of JSON, so a space in its place changes nothing. */
export function verbatim({ bytes }: ScannedEvent): Uint8Array {
	if (!bytes.includes(lineFeed) && !bytes.includes(carriageReturn)) return bytes;
	return bytes.map((byte) => (byte === lineFeed || byte === carriageReturn ? space : byte));
}

/** What stands around the events of a file, and in a file without any. */
export interface JsonLayout {
	readonly before: Uint8Array;
	readonly between: Uint8Array;
	readonly behind: Uint8Array;
	readonly empty: Uint8Array;
}

/** Newline-delimited JSON: a line for each event. */
export const lines: JsonLayout = layout('', '\n', '\n', '');

/** One JSON list, with each event on a line of its own. */
export const list: JsonLayout = layout('[\n', ',\n', '\n]\n', '[]\n');

function layout(before: string, between: string, behind: string, empty: string): JsonLayout {
	return {
		before: Buffer.from(before),
		between: Buffer.from(between),
		behind: Buffer.from(behind),
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

	add(event: Event, mostBytes: number): boolean {
		const { content } = this;
		const { before, between, behind } = this.layout;
		const json = this.toJson(event);
		const isFirst = content.length === 0;
		const joint = isFirst ? before : between;
		const length = content.length + joint.length + json.length + behind.length;
		if (!isFirst && length > mostBytes) return false;
		content.append(joint, mostBytes);
		content.append(json, mostBytes);
		return true;
	}

	finish(): Uint8Array {
		const { content } = this;
		const end = content.length === 0 ? this.layout.empty : this.layout.behind;
		content.append(end, content.length + end.length);
		return content.take();
	}
}
