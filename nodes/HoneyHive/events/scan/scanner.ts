import { byteOf, more, NotJson, skipSpace } from './bytes';
import { scanEvent, type ScannedEvent } from './scanEvent';
import { ObjectScan } from './object';

/** An answer taken apart. */
export interface ScannedAnswer {
	readonly events: readonly ScannedEvent[];
	/** The answer without what its list `events` holds: that is JSON when the answer is. */
	readonly frame: string;
}

const byteOrderMark = Buffer.from('\uFEFF');

const eventsName = Buffer.from('events');

/**
 * Takes the events out of an answer `{"events": [{…}, …], …}` without parsing them. Of whatever
 * JSON.parse accepts it yields the same events. Of what JSON.parse refuses it notices what is cut, what
 * is no object, and bytes that never stand in JSON; it does not look at the order of things in an event.
 *
 * Bytes come in as they arrive. What has not arrived to its end is looked at again, from its start,
 * when there is more of it.
 */
export class EventScanner {
	private events: ScannedEvent[] = [];

	/** Of the answer, without what the list holds. */
	private readonly frame: Uint8Array[] = [];

	/** Bytes that have come. */
	size = 0;

	/** What is not done with, and what has arrived behind it. */
	private text = Buffer.alloc(0);

	private arrived: Uint8Array[] = [];

	private arrivedSize = 0;

	private where: 'before the list' | 'in the list' | 'behind the list' = 'before the list';

	/** @throws NotJson or NoEvent, when the list holds such */
	push(chunk: Uint8Array): void {
		this.size += chunk.length;
		this.arrivedSize += chunk.length;
		this.arrived.push(chunk);
		// An event in very many pieces is not looked at anew with each of them.
		if (this.arrivedSize >= this.text.length) this.advance();
	}

	/** @throws NotJson or NoEvent, when the list holds such */
	end(): ScannedAnswer {
		this.advance();
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

	/** Takes the events that are here whole. */
	private takeEvents(): void {
		const { text } = this;
		let done = 0;
		for (;;) {
			const at = this.startOfNext(done);
			if (at === more) break;
			if (text[at] === byteOf.closeBracket) {
				this.where = 'behind the list';
				done = at;
				break;
			}
			const event = scanEvent(text, at);
			if (!event) break;
			this.events.push(event);
			done = at + event.bytes.length;
		}
		this.text = text.subarray(done);
	}

	/** The place of the next event, or of the bracket that ends the list. */
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

/** The place behind the bracket that opens the list; `more` as long as there is none. */
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
		return moreUnless(error);
	}
}

/** What is not JSON is all frame, and whoever parses that learns what is wrong. */
function moreUnless(error: unknown): typeof more {
	if (error instanceof NotJson) return more;
	throw error;
}
