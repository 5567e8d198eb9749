import { rethrowUnless } from '../refusal';
import { byteOf, more, NotJson, skipSpace } from './bytes';
import { scanEvent, type ScannedEvent } from './scanEvent';
import { ObjectScan } from './object';

/** An answer, taken apart. */
export interface ScannedAnswer {
	readonly events: readonly ScannedEvent[];
	/** The answer without the elements of its list `events`: valid JSON if the answer is. */
	readonly frame: string;
}

const byteOrderMark = Buffer.from('\uFEFF');

const eventsName = Buffer.from('events');

/**
 * Takes the events out of an answer `{"events": [{…}, …], …}` without parsing them. It finds the same
 * events as JSON.parse in everything that JSON.parse accepts. Of what JSON.parse refuses, it notices
 * answers that are cut off, elements that are not objects, and bytes that never occur in JSON; it does
 * not check the syntax inside an event.
 *
 * Bytes are pushed as they arrive. What has not arrived completely is examined again, from its start,
 * when more of it is there.
 */
export class EventScanner {
	private events: ScannedEvent[] = [];

	/** The answer, without the elements of the list. */
	private readonly frame: Uint8Array[] = [];

	/** Bytes received so far. */
	size = 0;

	/** What has not been taken apart yet. */
	private text = Buffer.alloc(0);

	/** Chunks that are not part of the text yet. */
	private arrived: Uint8Array[] = [];

	private arrivedSize = 0;

	private where: 'before the list' | 'in the list' | 'after the list' = 'before the list';

	/** @param scan finds the end of one event; injected by tests that count how often that happens */
	constructor(private readonly scan: typeof scanEvent = scanEvent) {}

	/** @throws NotJson or NotAnEvent when the list contains such an element */
	push(chunk: Uint8Array): void {
		this.size += chunk.length;
		this.arrivedSize += chunk.length;
		this.arrived.push(chunk);
		// So that an event in many pieces is not examined again with each of them.
		if (this.arrivedSize >= this.text.length) this.advance();
	}

	/** What has arrived but is not taken apart. In the list, it begins with an event or the comma before it. */
	get pending(): { readonly text: string; readonly isInList: boolean } {
		return { text: this.text.toString(), isInList: this.where === 'in the list' };
	}

	/** @throws NotJson when the list does not end, or it or NotAnEvent when the list contains such an element */
	end(): ScannedAnswer {
		this.advance();
		if (this.where === 'in the list') throw new NotJson();
		return {
			events: this.events,
			frame: Buffer.concat([...this.frame, this.text]).toString(),
		};
	}

	private advance(): void {
		this.text = Buffer.concat([this.text, ...this.arrived]);
		this.arrived = [];
		this.arrivedSize = 0;
		if (this.where === 'before the list') this.findList();
		if (this.where === 'in the list') this.takeEvents();
	}

	private findList(): void {
		const begin = startOfList(this.text);
		if (begin === more) return;
		this.where = 'in the list';
		this.frame.push(this.text.subarray(0, begin));
		this.text = this.text.subarray(begin);
	}

	/** Takes the events that have arrived completely. */
	private takeEvents(): void {
		const { text } = this;
		let done = 0;
		for (;;) {
			const at = this.startOfNext(done);
			if (at === more) break;
			if (text[at] === byteOf.closeBracket) {
				this.where = 'after the list';
				done = at;
				break;
			}
			const event = this.scan(text, at);
			if (!event) break;
			this.events.push(event);
			done = at + event.bytes.length;
		}
		this.text = text.subarray(done);
	}

	/** The position of the next event, or of the bracket that ends the list. */
	private startOfNext(from: number): number {
		const { text } = this;
		const at = skipSpace(text, from);
		if (at === more || this.events.length === 0 || text[at] === byteOf.closeBracket) return at;
		if (text[at] !== byteOf.comma) throw new NotJson();
		const next = skipSpace(text, at + 1);
		if (text[next] === byteOf.closeBracket) throw new NotJson();
		return next;
	}
}

/** The position after the bracket that opens the list; `more` as long as there is none. */
function startOfList(text: Buffer): number {
	try {
		const start = skipSpace(text, text.indexOf(byteOrderMark) === 0 ? byteOrderMark.length : 0);
		if (start === more) return more;
		const answer = new ObjectScan(text, start);
		while (answer.nextField() === 'field') {
			if (text[answer.at] === byteOf.openBracket && answer.isNamed(eventsName)) {
				return answer.at + 1;
			}
			if (!answer.skipValue()) return more;
		}
		return more;
	} catch (error) {
		rethrowUnless(NotJson, error);
		// Text that is not JSON ends up in the frame as a whole: whoever parses that finds out what is wrong.
		return more;
	}
}
