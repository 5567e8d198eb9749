import type { Generation } from '../../emulator';
import { expectEachOnce } from '../../support/expectEachOnce';
import { OddServer } from '../oddServer';
import { operations, type EndlessOperation, type Outcome } from './operations';
import { ways, type Way } from './ways';

describe.each(['export', 'search'] as const)('Over %s', (generation) => {
	describe.each(Object.entries(ways))('a server that %s', (_name, way) => {
		const server = new OddServer();

		it.each(operationsOver(generation))('ends: %s', async (_name, operation) => {
			const url = await server.serve((asked, response) =>
				response.end(way.answer(asked, server.asked.length - 1)),
			);
			const outcome = await operation.run(url, generation);

			const { kind, usual = { requests: 1 } } = operation;
			const { requests, refusal, orOnce, counted } = way[kind] ?? usual;
			expect(server.requests).toBeLessThanOrEqual(requests);
			if (refusal && !(orOnce && outcome.events)) expect(outcome.refusal).toMatch(refusal);
			else if (counted !== undefined) expect(outcome.counted).toBe(counted);
			else expectEvents(outcome, way, operation);
			for (const { limit, page } of server.asked) {
				expect(Number.isSafeInteger(limit) && limit > 0).toBe(true);
				expect(Number.isSafeInteger(page) && page > 0).toBe(true);
			}
		});
	});
});

/** Pages of 7500 take long to make, so what has no option for less runs over search, with 1000. */
function operationsOver(generation: Generation): Array<[string, EndlessOperation]> {
	const all = Object.entries(operations);
	return generation === 'search'
		? all
		: all.filter(([, { kind }]) => kind !== 'session' && kind !== 'new');
}

/** All events once each; with a maximum, that many. */
function expectEvents(outcome: Outcome, { stored }: Way, { max = Infinity }: EndlessOperation) {
	const { events, counted, refusal } = outcome;
	expect(refusal).toBeUndefined();
	if (events) {
		expectEachOnce(events);
		const expected = Math.min(stored?.length ?? Infinity, max);
		if (Number.isFinite(expected)) expect(events).toHaveLength(expected);
	}
	if (counted !== undefined) expect(counted).toBe(stored?.length);
}
