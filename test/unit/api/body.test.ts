import { announced, readText } from '../../../nodes/HoneyHive/api/body';

async function* chunksOf(...texts: string[]): AsyncGenerator<Uint8Array> {
	for (const text of texts) {
		await new Promise(setImmediate);
		yield Buffer.from(text);
	}
}

describe('A body that is announced', () => {
	it('lets begin what waits for its end, before its reader goes on', async () => {
		const order: string[] = [];
		const received = () => {
			order.push('received');
			setImmediate(() => order.push('next request'));
		};
		const text = await readText(announced(chunksOf('{"events"', ': []}'), received));
		order.push('parsed');
		expect(text).toBe('{"events": []}');
		expect(order).toEqual(['received', 'next request', 'parsed']);
	});

	it('is not announced when it breaks off', async () => {
		const received = jest.fn();
		async function* broken(): AsyncGenerator<Uint8Array> {
			yield Buffer.from('{');
			throw new Error('socket hang up');
		}
		await expect(readText(announced(broken(), received))).rejects.toThrow('socket hang up');
		expect(received).not.toHaveBeenCalled();
	});
});
