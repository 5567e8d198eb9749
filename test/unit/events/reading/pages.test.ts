import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import type { PageRequest } from '../../../../nodes/HoneyHive/events/generation';
import { readPages } from '../../../../nodes/HoneyHive/events/reading/pages';

/** Serves these pages, whatever the limit. */
function serverOf(pages: HoneyHiveEvent[][]) {
	const requests: PageRequest[] = [];
	const fetchPage = async (request: PageRequest) => {
		requests.push(request);
		return { events: pages[request.page - 1] ?? [] };
	};
	return { requests, fetchPage };
}

async function read(pages: HoneyHiveEvent[][], limit: number) {
	const { requests, fetchPage } = serverOf(pages);
	const events = await readPages(fetchPage, limit);
	return { events, requests };
}

const event = (event_id: string) => ({ event_id });

describe('Reading page after page', () => {
	it('ends at a short page', async () => {
		const { events, requests } = await read([[event('a'), event('b')], [event('c')]], 2);
		expect(events).toEqual([event('a'), event('b'), event('c')]);
		expect(requests).toHaveLength(2);
	});

	it('ends at an empty page', async () => {
		const { events, requests } = await read([[event('a'), event('b')]], 2);
		expect(events).toHaveLength(2);
		expect(requests).toHaveLength(2);
	});

	it('does not ask for a first page that is there', async () => {
		const { requests, fetchPage } = serverOf([[event('a'), event('b')], [event('c')]]);
		const first = { events: [event('a'), event('b')] };
		expect(await readPages(fetchPage, 2, first)).toHaveLength(3);
		expect(requests).toEqual([{ limit: 2, page: 2 }]);
	});

	it('keeps events that have no id', async () => {
		const { events } = await read([[{}, {}], [{}]], 2);
		expect(events).toHaveLength(3);
	});

	it('gives up on a server that sends the same page for ever', async () => {
		const same = [event('a'), event('b')];
		await expect(read(Array(20).fill(same), 2)).rejects.toMatchObject({
			message: "HoneyHive's pages up to 6 hold no event that was not on an earlier page",
		});
	});

	it('reads on when arriving events push a whole page on', async () => {
		const first = [event('a'), event('b')];
		expect((await read([first, first, [event('c')]], 2)).events).toHaveLength(3);
	});
});
