import { wait } from './wait';

/** The body of an answer as it arrives. n8n's helper decompresses it. */
export type BodyStream = AsyncIterable<Uint8Array> & { destroy(error?: Error): void };

/** Turns the bytes of a body into what the caller needs. */
export type BodyReader<Content> = (body: AsyncIterable<Uint8Array>) => Promise<Content>;

const byteOrderMark = '\uFEFF';

/**
 * Reads a body to its end.
 *
 * The helper's own timeout ends with the headers. So a body that drips forever, or falls silent, is
 * given up here: destroying the stream alone would not end the wait for it.
 *
 * @param deadline UTC milliseconds
 * @throws an error with the code ETIMEDOUT at the deadline, or the error of the reader or the stream
 */
export async function readBody<Content>(
	stream: BodyStream,
	deadline: number,
	read: BodyReader<Content>,
): Promise<Content> {
	let isOver = false;
	const reading = read(stream).then((content) => ({ content }));
	const timeout = wait(deadline - Date.now(), () => isOver).then(() => 'timed out' as const);
	try {
		const outcome = await Promise.race([reading, timeout]);
		if (outcome !== 'timed out') return outcome.content;
	} finally {
		isOver = true;
	}
	stream.destroy();
	throw Object.assign(new Error('The answer did not end in time'), { code: 'ETIMEDOUT' });
}

/**
 * Reads a body as text, without a byte order mark.
 *
 * Decoded once and as a whole: if it were decoded piece by piece, V8 would keep every piece next to the
 * whole text until a large collection. 100,000 events then peaked at 790 MB instead of 540.
 */
export const readText: BodyReader<string> = async (body) => {
	const chunks: Uint8Array[] = [];
	for await (const chunk of body) chunks.push(chunk);
	return withoutMark(Buffer.concat(chunks).toString());
};

export function withoutMark(text: string): string {
	return text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text;
}

/** Whether a body is a web page, as load balancers and log-in pages send. */
export function isHtml(text: string): boolean {
	return /^\s*<(!doctype|html|head|body)/i.test(text);
}
