import { ApiRefusal } from '../../../nodes/HoneyHive/api/errors';
import { PageLimit } from '../../../nodes/HoneyHive/api/pageLimit';
import type { PageRequest } from '../../../nodes/HoneyHive/events/generation';

/** A deployment that answers a request with this status if its limit is higher than `maxLimit`. */
function deployment(maxLimit: number, status = '400') {
	const asked: PageRequest[] = [];
	const fetch = async (request: PageRequest) => {
		asked.push(request);
		if (request.limit <= maxLimit) return { events: [] };
		throw new ApiRefusal(status, { kind: 'final' }, 'refused');
	};
	return { asked, fetch };
}

describe('The page limit', () => {
	it('is lowered once for all who read', async () => {
		const { asked, fetch } = deployment(1000);
		const pageLimit = new PageLimit();
		const large = { limit: 7500, page: 1 };

		expect(await pageLimit.fetchOrLower(large, fetch)).toEqual({ events: [], limit: 1000 });
		expect(await pageLimit.fetchOrLower(large, fetch)).toEqual({ events: [], limit: 1000 });
		expect(asked.map(({ limit }) => limit)).toEqual([7500, 1000, 1000]);
	});

	it('is not lowered where large pages are accepted', async () => {
		const { asked, fetch } = deployment(7500);
		const page = await new PageLimit().fetchOrLower({ limit: 7500, page: 1 }, fetch);
		expect(page).toEqual({ events: [] });
		expect(asked).toHaveLength(1);
	});

	it('stays when smaller pages are refused too', async () => {
		const { asked, fetch } = deployment(0);
		const pageLimit = new PageLimit();
		const read = async () => await pageLimit.fetchOrLower({ limit: 7500, page: 1 }, fetch);
		await expect(read()).rejects.toThrow(ApiRefusal);
		await expect(read()).rejects.toThrow(ApiRefusal);
		expect(asked.map(({ limit }) => limit)).toEqual([7500, 1000, 7500, 1000]);
	});

	it.each([
		['the limit is 1000', { limit: 1000, page: 1 }, '400'],
		['the page is not the first', { limit: 7500, page: 2 }, '400'],
		['the status is not 400', { limit: 7500, page: 1 }, '401'],
	])('is not the reason for a refusal when %s', async (_what, request, status) => {
		const { asked, fetch } = deployment(0, status);
		await expect(new PageLimit().fetchOrLower(request, fetch)).rejects.toThrow(ApiRefusal);
		expect(asked).toEqual([request]);
	});
});
