import fc from 'fast-check';

import type { Emulator, Fault } from '../emulator';
import type { FinishedRun } from '../support/engine';
import { expectEachOnce } from '../support/expectEachOnce';
import { hintsOf, idsOf } from '../support/exporting';
import { generations } from '../support/hostUnderTest';
import { usingEmulator, withFreshEmulator } from '../support/withEmulator';
import { expectNewestFirst, exportAll, startsOf } from './reading';

const skip = fc.integer({ min: 0, max: 12 });
const times = fc.integer({ min: 1, max: 6 });
const where = fc.constantFrom<'front' | 'random'>('front', 'random');

/** Events appear and disappear as soon as a request is answered. */
const scripts: fc.Arbitrary<Fault[]> = fc.array(
	fc.oneof(
		fc.record({
			kind: fc.constant('insert' as const),
			events: fc.integer({ min: 1, max: 30 }),
			where,
			skip,
			times,
		}),
		fc.record({
			kind: fc.constant('remove' as const),
			n: fc.integer({ min: 1, max: 10 }),
			where,
			skip,
			times,
		}),
	),
	{ minLength: 1, maxLength: 5 },
);

const runs = { seed: Number(process.env.PROPERTY_SEED ?? 1), numRuns: 12 };

/** The run returned every event that existed before and after, each once. */
function expectComplete(run: FinishedRun, before: Iterable<string>, emulator: Emulator): void {
	expect(run.error).toBeUndefined();
	const returned = run.items.map(({ json }) => String(json.event_id));
	expectEachOnce(returned);
	const after = new Set(idsOf(emulator.events()));
	const known = new Set(returned);
	expect([...before].filter((id) => after.has(id) && !known.has(id))).toEqual([]);
}

describe.each(generations)('Return All over %s while events appear and disappear', (generation) => {
	const emulator = withFreshEmulator({ events: 200 });

	it('returns every event that exists throughout once, newest first', async () => {
		await fc.assert(
			fc.asyncProperty(
				scripts,
				fc.integer({ min: 10, max: 40 }),
				fc.integer({ min: 1, max: 10 }),
				fc.nat(1000),
				async (script, pageSize, concurrency, seed) => {
					await usingEmulator({ events: 200, seed }, async (emulator) => {
						const before = idsOf(emulator.events());
						for (const fault of script) emulator.addFault(fault);
						const run = await exportAll(emulator, generation, { pageSize, concurrency });

						expectComplete(run, before, emulator);
						expectNewestFirst(run);
						expect(hintsOf(run).join()).not.toContain('by page number');
					});
				},
			),
			runs,
		);
	});

	it('returns the oldest events first when Sort says so', async () => {
		const before = idsOf(emulator.events());
		emulator.addFault({ kind: 'insert', events: 2, where: 'random' });
		emulator.addFault({ kind: 'remove', n: 1, where: 'random' });
		const run = await exportAll(emulator, generation, { sort: 'oldestFirst' });
		expectComplete(run, before, emulator);

		const starts = startsOf(run);
		expect(starts).toEqual([...starts].sort((one, other) => one - other));
	});

	it('ends although new events keep arriving', async () => {
		const before = idsOf(emulator.events());
		emulator.addFault({ kind: 'insert', events: 3, where: 'front' });
		const run = await exportAll(emulator, generation);
		expectComplete(run, before, emulator);
		expect(emulator.requests.length).toBeLessThan(80);
	});

	it('shows a hint when more events than fit on a page share a millisecond', async () => {
		await usingEmulator({ events: 100, distribution: 'millisecond' }, async (crowded) => {
			const before = idsOf(crowded.events());
			const run = await exportAll(crowded, generation);
			expectComplete(run, before, crowded);

			expect(hintsOf(run).join()).toContain('by page number');
		});
	});
});
