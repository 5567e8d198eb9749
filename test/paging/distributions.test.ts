import fc from 'fast-check';

import type { Distribution, EmulatorOptions } from '../emulator';
import { eventsOf, idsOf } from '../support/exporting';
import { generations, onHosts, serving } from '../support/hostUnderTest';
import { usingEmulator } from '../support/withEmulator';
import { expectExactly, exportAll, startsOf } from './reading';

const hosts: fc.Arbitrary<EmulatorOptions> = fc.record({
	seed: fc.nat(1000),
	events: fc.integer({ min: 0, max: 200 }),
	timeFormat: fc.constantFrom<'milliseconds' | 'text'>('milliseconds', 'text'),
	countMeans: fc.constantFrom<'total' | 'returned'>('total', 'returned'),
});

const newest = (limit: number) => ({ returnAll: false, limit });

const runs = { seed: Number(process.env.PROPERTY_SEED ?? 1), numRuns: 10 };

const distributions: Distribution[] = ['uniform', 'bursts', 'millisecond', 'yearly', 'timeless'];

const cases = generations.flatMap((generation) =>
	distributions.map((distribution) => [generation, distribution] as const),
);

describe.each(cases)('Return All over %s with %s times', (generation, distribution) => {
	it('returns every event once, newest first, whatever the page size', async () => {
		await fc.assert(
			fc.asyncProperty(
				hosts,
				fc.integer({ min: 8, max: 60 }),
				fc.integer({ min: 1, max: 10 }),
				async (host, pageSize, concurrency) => {
					await usingEmulator({ ...host, distribution }, async (emulator) => {
						const run = await exportAll(emulator, generation, { pageSize, concurrency });
						expectExactly(run, emulator.events());
					});
				},
			),
			runs,
		);
	});
});

describe.each(generations)('Return All over %s', (generation) => {
	it('sends one request when everything fits on a page', async () => {
		await usingEmulator({ events: 60 }, async (emulator) => {
			const run = await exportAll(emulator, generation, { pageSize: 61 });
			expectExactly(run, emulator.events());
			expect(emulator.requests).toHaveLength(1);
		});
	});

	it('returns events with a start in the future and events without a start', async () => {
		await usingEmulator({ events: 100 }, async (emulator) => {
			emulator.load(
				Array.from({ length: 30 }, (_, index) => ({
					event_id: `future-${index}`,
					event_type: 'chain',
					start_time: Date.UTC(2090, 0, index),
				})),
			);
			emulator.load(
				Array.from({ length: 30 }, (_, index) => ({
					event_id: `timeless-${index}`,
					event_type: 'chain',
				})),
			);
			const run = await exportAll(emulator, generation);
			expectExactly(run, emulator.events());
		});
	});

	it('returns exactly the newest events that Limit asks for', async () => {
		await usingEmulator({ events: 200 }, async (emulator) => {
			const all = [...emulator.events()].map(({ start_time }) => Number(start_time));
			const run = await exportAll(emulator, generation, {}, {}, newest(33));

			expect(startsOf(run)).toEqual(all.sort((one, other) => other - one).slice(0, 33));
			expect(new Set(idsOf(eventsOf(run))).size).toBe(33);
		});
	});

	it('returns events with sub-millisecond times around every boundary', async () => {
		await usingEmulator({}, async (emulator) => {
			emulator.load(
				Array.from({ length: 200 }, (_, index) => ({
					event_id: `fine-${index}`,
					event_type: 'chain',
					start_time: Date.UTC(2024, 3, 1) + index / 7,
				})),
			);
			const run = await exportAll(emulator, generation, { pageSize: 30 });
			expectExactly(run, emulator.events());
		});
	});
});

onHosts(serving('search'), () => {
	it.each([1, 2, 7, 8, 20])(
		'Data Plane V2 returns the newest %i events with one request when Limit asks for them',
		async (limit) => {
			await usingEmulator({ events: 2000 }, async (emulator) => {
				const starts = [...emulator.events()].map(({ start_time }) => Number(start_time));
				const run = await exportAll(emulator, 'search', {}, {}, newest(limit));

				expect(startsOf(run)).toEqual(starts.sort((one, other) => other - one).slice(0, limit));
				expect(emulator.requests).toHaveLength(1);
			});
		},
	);
});
