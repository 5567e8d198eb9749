import { Cache } from '../../emulator/reading/cache';

describe("The emulator's cache", () => {
	it('keeps the most recently used entries', () => {
		const cache = new Cache(40);
		for (let key = 0; key < 100; key++) {
			cache.put(key, Buffer.alloc(4, key));
			// Used repeatedly, and therefore kept.
			expect(cache.get(0)).toEqual(Buffer.alloc(4, 0));
		}
		expect(cache.get(99)).toEqual(Buffer.alloc(4, 99));
		expect(cache.get(1)).toBeUndefined();
		let kept = 0;
		for (let key = 0; key < 100; key++) if (cache.get(key)) kept += 4;
		expect(kept).toBeLessThanOrEqual(40);
	});

	it('forgets a deleted entry, and soon forgets one larger than the cache', () => {
		const cache = new Cache(40);
		cache.put(1, Buffer.alloc(4));
		cache.delete(1);
		expect(cache.get(1)).toBeUndefined();
		cache.put(2, Buffer.alloc(100));
		cache.put(3, Buffer.alloc(1));
		cache.put(4, Buffer.alloc(40));
		expect(cache.get(2)).toBeUndefined();
	});
});
