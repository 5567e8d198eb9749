import fc from 'fast-check';

import { MissingEvents } from '../../../../nodes/HoneyHive/events/reading/missing';
import { Refusal } from '../../../../nodes/HoneyHive/events/refusal';
import type { TimeRange } from '../../../../nodes/HoneyHive/events/time';
import { expectEachOnce } from '../../../support/expectEachOnce';
import { expectOrder, idsOf, read, runs, scenarios, within, type Scenario } from './scenario';
import { generate, type Stored } from './stored';

/** The range from one event to another. */
function rangeBetween({ events }: Scenario, one: number, other: number): TimeRange {
	const times = events.flatMap(({ time }) => (time === undefined ? [] : [Math.floor(time)]));
	const [from = 0, to = 0] = [one, other].map((place) => times[Math.floor(place * times.length)]);
	return { from: Math.min(from, to), to: Math.max(from, to) };
}

const place = fc.double({ min: 0, max: 0.999, noNaN: true });

/** The ranges that a refusal names, or the whole range if it names none. */
function namedBy(error: unknown, { range }: Scenario): readonly TimeRange[] {
	expect(error).toBeInstanceOf(Refusal);
	return error instanceof MissingEvents ? error.ranges : [range];
}

function isIn(ranges: readonly TimeRange[], { time }: Stored): boolean {
	return ranges.some(({ from = -Infinity, to = Infinity }) =>
		time === undefined ? from === -Infinity && to === Infinity : time >= from && time <= to,
	);
}

const example: Scenario = {
	events: generate(200, 'uniform', { seed: 1 }),
	shown: 'whole',
	behavior: 'export',
	range: {},
	pageSize: 10,
	concurrency: 10,
	order: 'newestFirst',
	seed: 1,
};

describe('readWindows with gaps', () => {
	it('returns the complete windows and names ranges that cover all missing events', async () => {
		await fc.assert(
			fc.asyncProperty(
				scenarios,
				place,
				place,
				fc.boolean(),
				async (scenario, one, other, refusesAll) => {
					const trouble = { refused: rangeBetween(scenario, one, other), refusesAll };
					const result = await read(scenario, { onGap: 'continue' }, trouble);

					const all = within(scenario.range, scenario.events);
					const missing = all.filter(({ id }) => !result.ids.includes(id));
					expectEachOnce(result.ids);
					expectOrder(result.events, scenario.order);
					if (result.error === undefined) {
						expect(idsOf(missing)).toEqual([]);
						return;
					}
					const named = namedBy(result.error, scenario);
					const withStart = missing.filter(({ time }) => time !== undefined);
					expect(idsOf(withStart.filter((event) => !isIn(named, event)))).toEqual([]);
				},
			),
			runs(300),
		);
	});

	it('names only ranges that contain no returned events, except at their ends', async () => {
		await fc.assert(
			fc.asyncProperty(
				scenarios.filter(({ shown }) => shown !== 'seconds'),
				place,
				place,
				fc.boolean(),
				async (scenario, one, other, refusesAll) => {
					const trouble = { refused: rangeBetween(scenario, one, other), refusesAll };
					const result = await read(scenario, { onGap: 'continue' }, trouble);
					if (result.error === undefined) return;

					const inner = namedBy(result.error, scenario).map(
						({ from = -Infinity, to = Infinity }) => ({ from: from + 2, to: to - 2 }),
					);
					const returned = scenario.events.filter(
						({ id, time }) => time !== undefined && result.ids.includes(id),
					);
					expect(idsOf(returned.filter((event) => isIn(inner, event)))).toEqual([]);
				},
			),
			runs(300),
		);
	});

	it('returns events without a start time, or reports them as missing, when there is a gap', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(),
				fc.constantFrom('export', 'exportV1', 'search'),
				async (seed, behavior) => {
					const events = generate(200, 'uniform', { seed, withoutStart: 0.05 });
					const scenario = { ...example, events, behavior, seed };
					const trouble = { refused: rangeBetween(scenario, 0.3, 0.6) };
					const result = await read(scenario, { onGap: 'continue' }, trouble);

					const withoutStart = events.filter(({ time }) => time === undefined);
					const isReported = `${String(result.error)} ${result.hints.join(' ')}`.includes(
						'start time',
					);
					expect(isReported || withoutStart.every(({ id }) => result.ids.includes(id))).toBe(true);
				},
			),
			runs(30),
		);
	});

	it('ignores a gap beyond the maximum number of events', async () => {
		const newest = [...example.events].sort((one, other) => (other.time ?? 0) - (one.time ?? 0));
		const refused = { to: newest[100]?.time };
		for (const onGap of ['continue', 'stop'] as const) {
			const result = await read(example, { maxEvents: 15, onGap }, { refused });
			expect(result.error).toBeUndefined();
			expect(result.ids).toEqual(idsOf(newest.slice(0, 15)));
		}
	});

	it('does not wait for windows beyond the maximum number of events, and leaves no request in flight', async () => {
		const newest = [...example.events].sort((one, other) => (other.time ?? 0) - (one.time ?? 0));
		const stuck = { to: newest[100]?.time };
		const result = await read(example, { maxEvents: 15 }, { stuck });
		expect(result.ids).toEqual(idsOf(newest.slice(0, 15)));
		expect(result.source.inFlight).toBe(0);
	});

	it('stops soon after the first gap and reports its cause, unless told to continue', async () => {
		const { error, source } = await read(
			{ ...example, concurrency: 1 },
			{},
			{ refused: rangeBetween(example, 0.1, 0.2) },
		);
		expect(error).toBeInstanceOf(MissingEvents);
		expect(String(error)).toContain('The source says no');
		expect(source.asked.length).toBeLessThan(40);
	});

	it('requests fewer events until no response is too large', async () => {
		await fc.assert(
			fc.asyncProperty(scenarios, fc.integer({ min: 2, max: 8 }), async (scenario, divisor) => {
				const maxInAnswer = Math.max(2, Math.ceil(scenario.pageSize / divisor));
				const result = await read(scenario, {}, { maxInAnswer });

				expect(result.error).toBeUndefined();
				expectEachOnce(result.ids);
				expect([...result.ids].sort()).toEqual(
					idsOf(within(scenario.range, scenario.events)).sort(),
				);
				expectOrder(result.events, scenario.order);
			}),
			runs(300),
		);
	});

	it('gives up and names the missing ranges when every response is too large', async () => {
		await fc.assert(
			fc.asyncProperty(scenarios, async (scenario) => {
				const { ids, error, source } = await read(
					scenario,
					{ onGap: 'continue' },
					{
						maxInAnswer: 0,
					},
				);

				expect(ids).toEqual([]);
				expect(source.asked.length).toBeLessThan(1000);
				const withStart = within(scenario.range, scenario.events).filter(
					({ time }) => time !== undefined,
				);
				if (withStart.length === 0) return;
				const named = namedBy(error, scenario);
				expect(withStart.every((event) => isIn(named, event))).toBe(true);
			}),
			runs(50),
		);
	});
});
