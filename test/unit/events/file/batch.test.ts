import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import { JsonTextEncoder, ListEncoder } from '../../../../nodes/HoneyHive/events/file/batch';
import type { Encoder } from '../../../../nodes/HoneyHive/events/file/encoder';
import { writeParts } from '../../../../nodes/HoneyHive/events/file/parts';

const shape = (event: HoneyHiveEvent) => event;

const texts = () => new JsonTextEncoder((event: HoneyHiveEvent) => JSON.stringify(event));

/** Events of the sizes 0 to 19 characters, with some that take more bytes than characters. */
const events = Array.from({ length: 200 }, (_, index) => ({
	event_id: `${index}`,
	text: (index % 3 === 0 ? 'é' : 'e').repeat((index * 7) % 20),
}));

async function batchesOf<Content>(
	encoder: Encoder<HoneyHiveEvent, Content>,
	limits: { readonly events: number; readonly bytes: number },
): Promise<Content[]> {
	async function* pages(): AsyncGenerator<HoneyHiveEvent[]> {
		yield await Promise.resolve(events.slice(0, 90));
		yield [];
		yield events.slice(90);
	}
	const contents = [];
	for await (const { content } of writeParts(pages(), encoder, limits)) contents.push(content);
	return contents;
}

const list = (text: string) => JSON.parse(text) as HoneyHiveEvent[];

describe('Batches', () => {
	it.each([1, 2, 7, 90, 199, 200, 201])(
		'of up to %i events contain all events, in order',
		async (size) => {
			const limits = { events: size, bytes: Infinity };
			const lists = await batchesOf(new ListEncoder(shape), limits);
			const written = await batchesOf(texts(), limits);

			expect(lists.flat()).toEqual(events);
			expect(written.map(list)).toEqual(lists);
			expect(lists.slice(0, -1).every(({ length }) => length === size)).toBe(true);
		},
	);

	it.each([40, 41, 100, 101, 102, 1000])(
		'of JSON text have at most %i bytes, and as many events as fit',
		async (bytes) => {
			const written = await batchesOf(texts(), { events: Infinity, bytes });

			expect(written.flatMap(list)).toEqual(events);
			written.forEach((text, index) => {
				if (list(text).length > 1) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytes);
				const [next] = list(written[index + 1] ?? '[]');
				const longer = next && JSON.stringify([...list(text), next]);
				if (longer) expect(Buffer.byteLength(longer)).toBeGreaterThan(bytes);
			});
		},
	);
});
