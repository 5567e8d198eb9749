import { isShortest, Slices } from '../../../../nodes/HoneyHive/events/cursor/slices';

const range = { from: 1000, to: 9000 };

describe('Slices', () => {
	it('are one slice until something could not be read', () => {
		const slices = new Slices();
		expect([...slices.of(range)]).toEqual([range]);
		slices.wasRead(range);
		expect([...slices.of({ from: 0, to: 1e9 })]).toEqual([{ from: 0, to: 1e9 }]);
	});

	it('cover a range without a gap, oldest first, and share the moments between them', () => {
		const slices = new Slices();
		slices.wasRefused({ from: 0, to: 6000 }, false);
		expect([...slices.of(range)]).toEqual([
			{ from: 1000, to: 4000 },
			{ from: 4000, to: 7000 },
			{ from: 7000, to: 9000 },
		]);
	});

	it('consist of one even if the range is a moment', () => {
		expect([...new Slices().of({ from: 5, to: 5 })]).toEqual([{ from: 5, to: 5 }]);
	});

	it('become an eighth as long when the first one is refused, and half as long when another one is', () => {
		const slices = new Slices();
		slices.wasRefused(range, true);
		const [first] = slices.of(range);
		expect(first).toEqual({ from: 1000, to: 2000 });
		slices.wasRefused({ from: 2000, to: 3000 }, false);
		expect([...slices.of(range)].at(0)).toEqual({ from: 1000, to: 1500 });
	});

	it('become twice as long when one was read, also those that follow in the same range', () => {
		const slices = new Slices();
		slices.wasRefused(range, true);
		const read = [];
		for (const slice of slices.of(range)) {
			read.push(slice);
			slices.wasRead(slice);
		}
		expect(read.map(({ from, to }) => to - from)).toEqual([1000, 2000, 4000, 1000]);
	});

	it('do not become shorter because the last one of a range is short', () => {
		const slices = new Slices();
		slices.wasRefused(range, true);
		slices.wasRead({ from: 8999, to: 9000 });
		expect([...slices.of(range)].at(0)).toEqual({ from: 1000, to: 2000 });
	});

	it('reach a length that cannot be divided, and keep it', () => {
		const slices = new Slices();
		let [first = range] = slices.of(range);
		for (let refusals = 0; refusals < 20; refusals++) {
			slices.wasRefused(first, true);
			[first = range] = slices.of(range);
		}
		expect(isShortest(first)).toBe(true);
		expect(first.to).toBeGreaterThan(first.from);
	});
});
