import { sleep } from 'n8n-workflow';

/** Turns the bytes of a body, which n8n's helper decompresses, into what the caller needs. */
export type BodyReader<Content> = (body: AsyncIterable<Uint8Array>) => Promise<Content>;

/**
 * The largest body that is read, in bytes after decompression. 7,500 events of 25 kB, the largest page
 * there is, are 190 MB. V8 cannot make a string of more than 512 MiB, and ends the whole process rather
 * than throw when a few kilobytes that unpack to gigabytes are collected.
 */
export const maxBodyBytes = 256 * 1024 * 1024;

/** What is read of an answer that refuses a request: a message needs no more than its beginning. */
const maxRefusalBytes = 64 * 1024;

const byteOrderMark = '\uFEFF';

/** A body is too large to be read. */
export class BodyTooLarge extends Error {
	override readonly name = 'BodyTooLarge';
}

/**
 * Passes on a body as it arrives, up to a size.
 *
 * @param end ends the request. It is called as soon as nothing more of the body is wanted, and before the
 * stream is destroyed: n8n's helper returns a stream that keeps the connection open if that comes first
 * @throws BodyTooLarge
 */
export async function* bounded(
	body: AsyncIterable<Uint8Array>,
	maxBytes: number,
	end: () => void,
): AsyncGenerator<Uint8Array> {
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		let isMoreWanted = false;
		try {
			if (size > maxBytes) throw new BodyTooLarge();
			yield chunk;
			isMoreWanted = true;
		} finally {
			if (!isMoreWanted) end();
		}
	}
}

/**
 * Passes on a body and calls `received` at its end, then pauses for a moment so that the next request can be sent
 * before the reader goes on. Parsing a large page blocks everything else.
 */
export async function* announced(
	body: AsyncIterable<Uint8Array>,
	received: () => void,
): AsyncGenerator<Uint8Array> {
	yield* body;
	received();
	await sleep(0);
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

/** Reads the beginning of a body as text: as much of it as a message can need. */
export const readBeginning: BodyReader<string> = async (body) => {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		chunks.push(chunk);
		size += chunk.length;
		if (size >= maxRefusalBytes) break;
	}
	return withoutMark(Buffer.concat(chunks).toString('utf8', 0, maxRefusalBytes));
};

export function withoutMark(text: string): string {
	return text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text;
}

/** Whether a body is a web page, as load balancers and log-in pages send. */
export function isHtml(text: string): boolean {
	return /^\s*<(!doctype|html|head|body)/i.test(text);
}
