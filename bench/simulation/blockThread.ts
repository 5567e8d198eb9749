const cell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/**
 * Blocks the thread of this process as computing would, but without using a core: nothing is received, and
 * no request is sent, until it is over.
 */
export function blockThread(ms: number): void {
	Atomics.wait(cell, 0, 0, ms);
}
