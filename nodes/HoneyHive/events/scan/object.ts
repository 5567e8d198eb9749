import { byteOf, endOfValue, isTextAt, more, NotJson, parsePiece, skipSpace } from './bytes';

/** Walks over the fields of one JSON object, in their order. */
export class ObjectScan {
	/** The next byte to examine. After the object once that has ended. */
	at: number;

	private nameFrom = 0;

	private nameTo = 0;

	private isNameEscaped = false;

	private isFirst = true;

	/** @param from where the object begins */
	constructor(
		private readonly text: Buffer,
		from: number,
	) {
		if (text[from] !== byteOf.openBrace) throw new NotJson();
		this.at = from + 1;
	}

	/** Moves to the next field's value; `more` when its first byte has not arrived yet. */
	nextField(): 'field' | 'end' | typeof more {
		const { text } = this;
		let at = skipSpace(text, this.at);
		if (at === more) return more;
		if (text[at] === byteOf.closeBrace) {
			this.at = at + 1;
			return 'end';
		}
		if (!this.isFirst) {
			if (text[at] !== byteOf.comma) throw new NotJson();
			at = skipSpace(text, at + 1);
			if (at === more) return more;
		}
		if (text[at] !== byteOf.quote) throw new NotJson();
		if (!this.readName(at + 1)) return more;
		const colon = skipSpace(text, this.nameTo + 1);
		if (colon === more) return more;
		if (text[colon] !== byteOf.colon) throw new NotJson();
		const value = skipSpace(text, colon + 1);
		if (value === more) return more;
		this.isFirst = false;
		this.at = value;
		return 'field';
	}

	/** Byte by byte, because names are short. False when the end of the name has not arrived yet. */
	private readName(from: number): boolean {
		const { text } = this;
		this.isNameEscaped = false;
		for (let at = from; at < text.length; at++) {
			if (text[at] === byteOf.quote) {
				this.nameFrom = from;
				this.nameTo = at;
				return true;
			}
			if (text[at] === byteOf.backslash) {
				this.isNameEscaped = true;
				at++;
			}
		}
		return false;
	}

	/** Moves past the value; false when its end has not arrived yet. */
	skipValue(): boolean {
		const end = endOfValue(this.text, this.at);
		if (end === more) return false;
		this.at = end;
		return true;
	}

	/** Whether the field has this name, written with or without escapes. */
	isNamed(name: Buffer): boolean {
		const { text, nameFrom, nameTo } = this;
		if (this.isNameEscaped) {
			return parsePiece(text, nameFrom - 1, nameTo + 1) === name.toString();
		}
		return isTextAt(text, nameFrom, nameTo - nameFrom, name);
	}
}
