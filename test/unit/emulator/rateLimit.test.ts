import { RateLimit } from '../../emulator/http/rateLimit';

describe("The emulator's rate limit", () => {
	it('admits so many requests within any second, wherever it begins', () => {
		const limit = new RateLimit(2);
		expect([0, 900, 950, 999].map((now) => limit.admit(now))).toEqual([true, true, false, false]);
		// The first has left the last second, the second has not.
		expect([1_000, 1_050].map((now) => limit.admit(now))).toEqual([true, false]);
		expect([1_900, 1_950].map((now) => limit.admit(now))).toEqual([true, false]);
	});

	it('does not count what it refuses', () => {
		const limit = new RateLimit(1);
		const times = [0, 400, 800, 1_000, 1_400, 2_000];
		expect(times.map((now) => limit.admit(now))).toEqual([true, false, false, true, false, true]);
	});

	it('admits everything when there is none', () => {
		const limit = new RateLimit();
		expect(Array.from({ length: 1_000 }, () => limit.admit(0))).not.toContain(false);
	});
});
