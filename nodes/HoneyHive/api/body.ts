import { sleep } from 'n8n-workflow';

/** The body of an answer as it arrives. n8n's helper decompresses it. */
export type BodyStream = AsyncIterable<Uint8Array> & { destroy(error?: Error): void };

const byteOrderMark = '\uFEFF';

/** Milliseconds between two looks at the time. */
const slice = 200;

/**
 * Reads a body to its end, as text; a byte order mark is left out.
 *
 * The helper's own timeout ends with the headers. So a body that drips for ever, or falls silent, is
 * given up here; destroying the stream alone would not end the wait for it.
 *
 * @param deadline UTC milliseconds
 * @throws an error with the code ETIMEDOUT at the deadline, or the stream's own
 */
export async function readBody(stream: BodyStream, deadline: number): Promise<string> {
	let isOver = false;
	const reading = readToEnd(stream).finally(() => (isOver = true));
	const timedOut = waitUntil(deadline, () => isOver).then(() => undefined);
	const text = await Promise.race([reading, timedOut]);
	if (text !== undefined) return text;
	// What it still has to say is of no interest.
	reading.catch(() => undefined);
	stream.destroy();
	throw Object.assign(new Error('The answer did not end in time'), { code: 'ETIMEDOUT' });
}

/**
 * Decoded once and as a whole. Piece by piece, V8 would keep every piece beside the whole text until
 * a large collection: 100,000 events then peaked at 790 MB in place of 540.
 */
async function readToEnd(stream: BodyStream): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	const text = Buffer.concat(chunks).toString();
	return text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text;
}

/** Resolves at the deadline; soon after `isOver`, without an effect, when that comes first. */
async function waitUntil(deadline: number, isOver: () => boolean): Promise<void> {
	for (let left = deadline - Date.now(); left > 0; left = deadline - Date.now()) {
		if (isOver()) return await new Promise(() => undefined);
		await sleep(Math.min(left, slice));
	}
}
