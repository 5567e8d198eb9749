import fc from 'fast-check';

import { Dice } from './dice';
import type { Trouble } from './memorySource';
import { expectEachOnce } from '../../../support/expectEachOnce';
import { expectOrder, idsOf, read, runs, scenarios, within } from './scenario';
import type { Stored } from './stored';

/** A change of the data after a number of requests were answered. */
interface Change {
	readonly after: number;
	readonly what: 'newest' | 'anywhere' | 'same time' | 'without a time' | 'deleted';
	readonly events: number;
	readonly seed: number;
}

const change = fc.record({
	after: fc.integer({ min: 1, max: 40 }),
	what: fc.constantFrom<Change['what']>(
		'newest',
		'anywhere',
		'same time',
		'without a time',
		'deleted',
		'deleted',
	),
	events: fc.integer({ min: 1, max: 15 }),
	seed: fc.nat(),
});
const changes = fc.array(change, { minLength: 1, maxLength: 12 });

/** Applies a script of changes to the data while it is read. */
function playing(script: readonly Change[]): Trouble {
	return {
		afterAnswer: (answered, events) => {
			const due = script.filter(({ after }) => after === answered);
			due.forEach((change, index) => applyChange(change, `${answered}-${index}`, events));
			return due.length > 0;
		},
	};
}

/** Applies each change only once, even if several responses see the same number of answers. */
function playingOnce(script: readonly Change[]): Trouble {
	const left = new Set(script);
	return {
		afterAnswer: (answered, events) => {
			const due = [...left].filter(({ after }) => after === answered);
			due.forEach((change, index) => applyChange(change, `${answered}-${index}`, events));
			return due.filter((change) => left.delete(change)).length > 0;
		},
	};
}

function applyChange(change: Change, name: string, events: Map<string, Stored>): void {
	const dice = new Dice(change.seed);
	for (let count = 0; count < change.events; count++) {
		const present = [...events.values()];
		const any = present[dice.whole(0, Math.max(0, present.length - 1))];
		const id = `new-${name}-${count}`;
		if (change.what === 'deleted') {
			if (any) events.delete(any.id);
		} else events.set(id, createEvent(id, change.what, any?.time, present, dice));
	}
}

function createEvent(
	id: string,
	what: Exclude<Change['what'], 'deleted'>,
	sharedTime: number | undefined,
	present: readonly Stored[],
	dice: Dice,
): Stored {
	const times = present.flatMap(({ time }) => (time === undefined ? [] : [time]));
	const newest = times.reduce((one, other) => Math.max(one, other), Date.UTC(2024, 3, 1));
	const oldest = times.reduce((one, other) => Math.min(one, other), newest);
	switch (what) {
		case 'newest':
			return { id, time: newest + 1000 };
		case 'anywhere':
			return { id, time: oldest + dice.next() * (newest - oldest) };
		case 'same time':
			return { id, time: sharedTime ?? newest };
		case 'without a time':
			return { id };
	}
}

/**
 * Whether reading by page numbers was given up with an error because new events moved the old ones by
 * many pages. Only page numbers distinguish events with the same time.
 */
function overtaken(error: unknown, script: readonly Change[], pageSize: number): boolean {
	const inserted = script.filter(({ what }) => what !== 'deleted').flatMap(({ events }) => events);
	const sum = inserted.reduce((one, other) => one + other, 0);
	return sum >= 4 * pageSize && /same events on 5 pages/.test(String(error));
}

describe('readWindows on changing data', () => {
	it.each([
		['all', playing],
		// A change applied twice gives its events another start time, so they may be returned twice.
		['bounded', playingOnce],
	] as const)(
		'returns every event that was not deleted once and in order (memory: %s)',
		async (memory, play) => {
			await fc.assert(
				fc.asyncProperty(scenarios, changes, async (scenario, script) => {
					const { afterAnswer } = play(script);
					const lasting = new Map(scenario.events.map((event) => [event.id, event]));
					const result = await read(
						scenario,
						{ memory },
						{
							afterAnswer: (answered, events) => {
								const changed = afterAnswer?.(answered, events) ?? false;
								for (const id of lasting.keys()) if (!events.has(id)) lasting.delete(id);
								return changed;
							},
						},
					);

					if (overtaken(result.error, script, scenario.pageSize)) return;
					expect(result.error).toBeUndefined();
					expectEachOnce(result.ids);
					expectOrder(result.events, scenario.order);
					if (result.saysPageNumbers) return;
					const lost = within(scenario.range, lasting.values()).filter(
						({ id }) => !result.ids.includes(id),
					);
					expect(idsOf(lost)).toEqual([]);
				}),
				runs(500),
			);
		},
	);

	it('reads by page numbers only events that start times cannot distinguish', async () => {
		await fc.assert(
			fc.asyncProperty(scenarios, changes, async (scenario, script) => {
				// Events without a time are read by page numbers if nothing else can find them.
				fc.pre(scenario.events.every(({ time }) => time !== undefined));
				fc.pre(script.every(({ what }) => what !== 'without a time'));
				const counts = new Map<number, number>();
				for (const { time = NaN } of scenario.events) {
					const moment = Math.floor(time);
					counts.set(moment, (counts.get(moment) ?? 0) + 1);
				}
				const maxCount = Math.max(0, ...counts.values());
				const inserted = script.reduce((sum, { events }) => sum + events, 0);
				// A window of two milliseconds shares its ends with its neighbors.
				fc.pre(3 * (maxCount + inserted) < scenario.pageSize);

				expect((await read(scenario, {}, playing(script))).saysPageNumbers).toBe(false);
			}),
			runs(100),
		);
	});
});
