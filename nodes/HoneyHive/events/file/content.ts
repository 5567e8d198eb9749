const smallest = 64 * 1024;

/** The bytes of a file that is being written. Its memory serves for the next file too. */
export class Content {
	private bytes = Buffer.allocUnsafe(smallest);

	length = 0;

	append(piece: Uint8Array): void {
		this.reserve(piece.length);
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

	private reserve(more: number): void {
		const needed = this.length + more;
		if (needed <= this.bytes.length) return;
		const larger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
		this.bytes.copy(larger, 0, 0, this.length);
		this.bytes = larger;
	}
}
