const smallest = 64 * 1024;

/** So that few copies of what was written are made, each of them small beside the next. */
const growth = 16;

/** The bytes of a file that is being written. Its memory serves for the next file too. */
export class Content {
	private bytes = Buffer.allocUnsafe(smallest);

	length = 0;

	/** @param mostBytes that the file will hold in all likelihood: no more memory is taken without need */
	append(piece: Uint8Array, mostBytes: number): void {
		this.reserve(this.length + piece.length, mostBytes);
		this.bytes.set(piece, this.length);
		this.length += piece.length;
	}

	view(): Uint8Array {
		return this.bytes.subarray(0, this.length);
	}

	/** What was written, good until something is appended, which begins anew. */
	take(): Uint8Array {
		const taken = this.view();
		this.length = 0;
		return taken;
	}

	private reserve(needed: number, mostBytes: number): void {
		const { length } = this.bytes;
		if (needed <= length) return;
		const larger = Buffer.allocUnsafe(Math.max(needed, Math.min(length * growth, mostBytes)));
		this.bytes.copy(larger, 0, 0, this.length);
		this.bytes = larger;
	}
}
