import { sleep } from 'n8n-workflow';

/** The body of an answer as it arrives. n8n's helper decompresses it. */
export type BodyStream = AsyncIterable<Uint8Array> & { destroy(error?: Error): void };

/** Turns the bytes of a body into what is wanted of it. */
export type BodyReader<Content> = (body: AsyncIterable<Uint8Array>) => Promise<Content>;

const byteOrderMark = '\uFEFF';

/** Milliseconds between two looks at the time. */
const slice = 200;

/**
 * Reads a body to its end.
 *
 * The helper's own timeout ends with the headers. So a body that drips for ever, or falls silent, is
 * given up here; destroying the stream alone would not end the wait for it.
 *
 * @param deadline UTC milliseconds
 * @throws an error with the code ETIMEDOUT at the deadline, or the reader's or the stream's own
 */
export async function readBody<Content>(
	stream: BodyStream,
	deadline: number,
	read: BodyReader<Content>,
): Promise<Content> {
	let isOver = false;
	const reading = read(stream)
		.then((content) => ({ content }))
		.finally(() => (isOver = true));
	const timedOut = waitUntil(deadline, () => isOver).then(() => undefined);
	const outcome = await Promise.race([reading, timedOut]);
	if (outcome) return outcome.content;
	// What it still has to say is of no interest.
	reading.catch(() => undefined);
	stream.destroy();
	throw Object.assign(new Error('The answer did not end in time'), { code: 'ETIMEDOUT' });
}

/**
 * Reads a body as text; a byte order mark is left out.
 *
 * Decoded once and as a whole. Piece by piece, V8 would keep every piece beside the whole text until
 * a large collection: 100,000 events then peaked at 790 MB in place of 540.
 */
export const readText: BodyReader<string> = async (body) => {
	const chunks: Uint8Array[] = [];
	for await (const chunk of body) chunks.push(chunk);
	return withoutMark(Buffer.concat(chunks).toString());
};

export function withoutMark(text: string): string {
	return text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text;
}

/** Resolves at the deadline; soon after `isOver`, without an effect, when that comes first. */
async function waitUntil(deadline: number, isOver: () => boolean): Promise<void> {
	for (let left = deadline - Date.now(); left > 0; left = deadline - Date.now()) {
		if (isOver()) return await new Promise(() => undefined);
		await sleep(Math.min(left, slice));
	}
}
