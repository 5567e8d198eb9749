import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import type { PageRequest } from '../../../../nodes/HoneyHive/events/generation';
import { AnswerTooLarge } from '../../../../nodes/HoneyHive/events/reading/missing';
import { readPages, readPagesThatFit } from '../../../../nodes/HoneyHive/events/reading/pages';
import { Refusal } from '../../../../nodes/HoneyHive/events/refusal';

/** Reads to the end. */
const all = { events: Infinity, counts: () => true, keepsOthers: true };

/** Returns these pages, whatever the limit. */
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
	const events = await readPages(fetchPage, limit, all);
	return { events, requests };
}

const event = (event_id: string) => ({ event_id });

describe('readPages', () => {
	it('stops after a short page', async () => {
		const { events, requests } = await read([[event('a'), event('b')], [event('c')]], 2);
		expect(events).toEqual([event('a'), event('b'), event('c')]);
		expect(requests).toHaveLength(2);
	});

	it('continues with the limit that the deployment accepted for the first page', async () => {
		const { requests, fetchPage } = serverOf([[event('a'), event('b')], [event('c')]]);
		const accepting = async (request: PageRequest) => ({
			...(await fetchPage(request)),
			...(request.page === 1 && { limit: 2 }),
		});
		expect(await readPages(accepting, 7500, all)).toHaveLength(3);
		expect(requests).toEqual([
			{ limit: 7500, page: 1 },
			{ limit: 2, page: 2 },
		]);
	});

	it('does not take a page that was silently cut at 1000 events for the last one', async () => {
		const first = Array.from({ length: 1000 }, (_, index) => event(`${index}`));
		const { events, requests } = await read([first, [event('a')]], 7500);
		expect(events).toHaveLength(1001);
		expect(requests.at(-1)).toEqual({ limit: 1000, page: 2 });
	});

	it('asks for half of what was really asked for when an answer is too large', async () => {
		const limits: number[] = [];
		const tooLarge = async ({ limit }: PageRequest) => {
			limits.push(limit);
			if (limits.length === 1) throw new AnswerTooLarge(new Refusal('Too large'), 1000);
			return { events: [] };
		};
		await readPagesThatFit(tooLarge, 7500, all);
		expect(limits).toEqual([7500, 500]);
	});

	it('stops after an empty page', async () => {
		const { events, requests } = await read([[event('a'), event('b')]], 2);
		expect(events).toHaveLength(2);
		expect(requests).toHaveLength(2);
	});

	it('does not request the first page again if it was already read', async () => {
		const { requests, fetchPage } = serverOf([[event('a'), event('b')], [event('c')]]);
		const first = { events: [event('a'), event('b')] };
		expect(await readPages(fetchPage, 2, all, first)).toHaveLength(3);
		expect(requests).toEqual([{ limit: 2, page: 2 }]);
	});

	it('returns every event without an ID', async () => {
		const { events } = await read([[{}, {}], [{}]], 2);
		expect(events).toHaveLength(3);
	});

	it('gives up on a server that keeps returning the same page', async () => {
		const same = [event('a'), event('b')];
		await expect(read(Array(20).fill(same), 2)).rejects.toMatchObject({
			message: 'HoneyHive returned the same events on 5 pages in a row (up to page 6)',
		});
	});

	it('stops as soon as there are enough events', async () => {
		const { requests, fetchPage } = serverOf([
			[{ n: 1 }, { n: 2 }],
			[{ n: 3 }, { n: 4 }],
			[{ n: 5 }],
		]);
		const enough = { ...all, events: 3 };
		expect(await readPages(fetchPage, 2, enough)).toHaveLength(4);
		expect(requests).toHaveLength(2);
	});

	it('gives up on pages of the same events without an ID', async () => {
		await expect(read(Array(20).fill([{ name: 'a' }, { name: 'b' }]), 2)).rejects.toThrow(
			'the same events on 5 pages in a row',
		);
	});

	it('gives up on new events that never end', async () => {
		const fetchPage = async ({ page }: PageRequest) => ({ events: [event(`${page}`)] });
		await expect(readPages(fetchPage, 1, all)).rejects.toThrow('returned 1000 full pages');
	});

	it('continues when new events move a whole page to the next page number', async () => {
		const first = [event('a'), event('b')];
		expect((await read([first, first, [event('c')]], 2)).events).toHaveLength(3);
	});
});
