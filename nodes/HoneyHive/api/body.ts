import { sleep } from 'n8n-workflow';

/** The body of an answer as it arrives. n8n's helper decompresses it. */
export type BodyStream = AsyncIterable<Buffer> & {
	readonly destroyed: boolean;
	destroy(error?: Error): void;
};

/** Milliseconds between two looks at the time. */
const slice = 200;

/**
 * Reads a body to its end, as text.
 *
 * The helper's own timeout ends with the headers, so a body that drips for ever is ended here.
 *
 * @param deadline UTC milliseconds
 * @throws an error with the code ETIMEDOUT at the deadline, or the stream's own
 */
export async function readBody(stream: BodyStream, deadline: number): Promise<string> {
	let isRead = false;
	const watch = async () => {
		while (!isRead && !stream.destroyed) {
			if (Date.now() > deadline) stream.destroy(timedOut());
			await sleep(Math.min(slice, Math.max(1, deadline - Date.now())));
		}
	};
	void watch();
	try {
		const decoder = new TextDecoder();
		let text = '';
		for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
		return text + decoder.decode();
	} finally {
		isRead = true;
	}
}

function timedOut(): Error {
	return Object.assign(new Error('The answer did not end in time'), { code: 'ETIMEDOUT' });
}
