/** Bytes. */
const minCapacity = 64 * 1024;

/** Large, so that few copies of what was written are made, each of them small compared with the next. */
const growthFactor = 16;

/** The bytes of a file that is being written. Its memory is used again for the next file. */
export class Content {
	private bytes = Buffer.allocUnsafe(minCapacity);

	length = 0;

	/** @param expectedMaxBytes the size that the file is not expected to exceed, so that no more is allocated */
	append(piece: Uint8Array, expectedMaxBytes: number): void {
		this.reserve(this.length + piece.length, expectedMaxBytes);
		this.bytes.set(piece, this.length);
		this.length += piece.length;
	}

	/** @param bytes of the text in UTF-8 */
	appendText(text: string, bytes: number, expectedMaxBytes: number): void {
		this.reserve(this.length + bytes, expectedMaxBytes);
		this.bytes.write(text, this.length);
		this.length += bytes;
	}

	view(): Uint8Array {
		return this.bytes.subarray(0, this.length);
	}

	/** Changes the length and returns the bytes, those written at the beginning, to be rearranged. */
	resize(length: number): Buffer {
		this.reserve(length, length);
		this.length = length;
		return this.bytes.subarray(0, length);
	}

	/** Returns what was written and starts over: the bytes are valid until something is appended. */
	take(): Uint8Array {
		const taken = this.view();
		this.length = 0;
		return taken;
	}

	private reserve(needed: number, expectedMaxBytes: number): void {
		const { length } = this.bytes;
		if (needed <= length) return;
		const capacity = Math.max(needed, Math.min(length * growthFactor, expectedMaxBytes));
		const larger = Buffer.allocUnsafe(capacity);
		this.bytes.copy(larger, 0, 0, this.length);
		this.bytes = larger;
	}
}
