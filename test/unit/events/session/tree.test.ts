import fc from 'fast-check';

import type { HoneyHiveEvent } from '../../../../nodes/HoneyHive/events/event';
import { eventsInOrder, nest, treeOf } from '../../../../nodes/HoneyHive/events/session/tree';

interface Item extends HoneyHiveEvent {
	children?: Item[];
}

function tree(events: readonly HoneyHiveEvent[]): Item {
	return nest(treeOf('s', events), (event) => event) as Item;
}

/** Every item of a tree, parents before their children. */
function all(item: Item): Item[] {
	return [item, ...(item.children ?? []).flatMap(all)];
}

/** `s(a(b), c)` for a session with two children, one of which has a child. */
function outline({ event_id, children = [] }: Item): string {
	return `${String(event_id)}${children.length > 0 ? `(${children.map(outline).join(', ')})` : ''}`;
}

const session = { event_id: 's', session_id: 's', event_type: 'session', start_time: 0 };

function event(event_id: string, start_time: number | undefined, more: HoneyHiveEvent = {}) {
	return { event_id, session_id: 's', event_type: 'chain', start_time, ...more };
}

describe('Session tree', () => {
	it.each<[string, HoneyHiveEvent[], string]>([
		[
			'nests events by parent_id, earliest first',
			[
				event('c', 3, { parent_id: 's' }),
				event('b', 2, { parent_id: 'a' }),
				event('a', 1),
				session,
			],
			's(a(b), c)',
		],
		[
			'nests an event by children_ids if its parent_id is not found',
			[session, event('a', 1, { children_ids: ['b'] }), event('b', 2, { parent_id: 'gone' })],
			's(a(b))',
		],
		[
			'prefers parent_id to children_ids',
			[
				session,
				event('a', 1, { children_ids: ['c'] }),
				event('b', 2),
				event('c', 3, { parent_id: 'b' }),
			],
			's(a, b(c))',
		],
		[
			'puts an event without a parent under the session',
			[session, event('a', 1, { parent_id: 'gone' })],
			's(a)',
		],
		[
			'puts an event that is its own parent under the session',
			[session, event('a', 1, { parent_id: 'a' })],
			's(a)',
		],
		[
			'breaks a cycle at its earliest event',
			[
				session,
				event('c', 3, { parent_id: 'b' }),
				event('a', 1, { parent_id: 'c' }),
				event('b', 2, { parent_id: 'a' }),
				event('d', 0.5, { parent_id: 'b' }),
			],
			's(a(b(d, c)))',
		],
		[
			'keeps the session at the root even if it has a parent_id',
			[{ ...session, parent_id: 'a' }, event('a', 1, { parent_id: 's' })],
			's(a)',
		],
		[
			'accepts a session event whose event_id is not the session ID',
			[event('a', 1), { ...session, event_id: 'root' }],
			'root(a)',
		],
		['adds a root if there is no session event', [event('b', 2), event('a', 1)], 's(a, b)'],
		[
			'puts events without a start time last',
			[event('b', undefined), event('a', 1), session],
			's(a, b)',
		],
		[
			'reads start times that are text',
			[event('b', undefined, { start_time: '2024-04-01 22:38:19' }), event('a', 1), session],
			's(a, b)',
		],
	])('%s', (_what, events, expected) => {
		expect(outline(tree(events))).toBe(expected);
	});

	it('has no depth limit', () => {
		const chain = Array.from({ length: 20_000 }, (_, index) =>
			event(`e${index}`, index, { parent_id: index === 0 ? 's' : `e${index - 1}` }),
		);
		expect(eventsInOrder(treeOf('s', [...chain.reverse(), session]))).toHaveLength(20_001);

		const hints: string[] = [];
		const whole = treeOf('s', [...chain, session]);
		const nested = nest(
			whole,
			(one) => one,
			(hint) => hints.push(hint),
		);
		expect(JSON.stringify(nested).match(/"event_id"/g)).toHaveLength(20_001);
		expect(new Set(hints)).toEqual(new Set([expect.stringContaining('more than 500 generations')]));
	});

	const ids = fc.constantFrom('s', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
	const anyId = fc.option(fc.oneof(ids, fc.constantFrom('gone', '', 7)), { nil: undefined });
	const anyEvent = fc.record({
		event_id: anyId,
		parent_id: anyId,
		children_ids: fc.option(fc.array(anyId, { maxLength: 3 }), { nil: undefined }),
		event_type: fc.constantFrom('session', 'chain', 'model'),
		start_time: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
	});

	it('contains every event once, whatever their parents are', () => {
		fc.assert(
			fc.property(fc.array(anyEvent, { maxLength: 20 }), (drawn) => {
				const events = drawn.map((one, mark) => ({ ...one, mark }));
				const { isWhole } = treeOf('s', events);
				const listed = eventsInOrder(treeOf('s', events)).map(({ event: one }) => one);
				const items = all(tree(events));
				const marks = (some: HoneyHiveEvent[]) => some.map(({ mark }) => Number(mark)).sort();

				expect(marks(items.slice(isWhole ? 0 : 1))).toEqual(marks(events));
				expect(marks(listed)).toEqual(marks(events));
				for (const { children = [] } of items) expect(starts(children)).toEqual(sorted(children));
				expect(starts(listed)).toEqual(sorted(events));
			}),
		);
	});

	it('rebuilds any tree from its events in any order', () => {
		const parents = fc.array(fc.nat(), { maxLength: 15 });
		fc.assert(
			fc.property(parents, fc.nat(), fc.boolean(), (choices, rotation, byChildren) => {
				const parentOf = choices.map((choice, index) => choice % (index + 1));
				const events = [
					session,
					...choices.map((_, index) => event(`${index + 1}`, index + 1)),
				].map((one, index) => {
					const name = (at: number) => (at === 0 ? 's' : `${at}`);
					const parent = parentOf[index - 1];
					const children = parentOf.flatMap((at, child) => (at === index ? [name(child + 1)] : []));
					return byChildren
						? { ...one, children_ids: children }
						: { ...one, parent_id: parent === undefined ? null : name(parent) };
				});
				const cut = rotation % events.length;
				const items = all(tree([...events.slice(cut), ...events.slice(0, cut)]));

				for (const item of items) {
					const index = item.event_id === 's' ? 0 : Number(item.event_id);
					const expected = parentOf.flatMap((at, child) => (at === index ? [`${child + 1}`] : []));
					expect((item.children ?? []).map(({ event_id }) => event_id)).toEqual(expected);
				}
				expect(items).toHaveLength(events.length);
			}),
		);
	});

	it('puts parents before children, and siblings in the order received, if all start times are equal', () => {
		const events = [
			event('c', 0, { parent_id: 'a' }),
			event('a', 0, { parent_id: 's' }),
			event('b', 0, { parent_id: 's' }),
			session,
		];
		const ids = eventsInOrder(treeOf('s', events)).map(({ event: { event_id } }) => event_id);
		expect(ids).toEqual(['s', 'a', 'c', 'b']);
	});

	it('names the session once, and has children only where there are any', () => {
		const events = [session, event('a', 1, { parent_id: 's' }), event('b', 2, { parent_id: 'a' })];
		expect(tree(events)).toEqual({
			...session,
			children: [
				{
					event_id: 'a',
					event_type: 'chain',
					start_time: 1,
					parent_id: 's',
					children: [{ event_id: 'b', event_type: 'chain', start_time: 2, parent_id: 'a' }],
				},
			],
		});
	});

	it.each([
		['below their session', [session], ['s 0', 'a 1', 'b 2', 'c 1']],
		['below a session whose own event is missing', [], ['a 1', 'b 2', 'c 1']],
	])('says how deep events are %s', (_where, root, expected) => {
		const events = [
			...root,
			event('a', 1, { parent_id: 's' }),
			event('b', 2, { parent_id: 'a' }),
			event('c', 3, { parent_id: 's' }),
		];
		const listed = eventsInOrder(treeOf('s', events));
		expect(listed.map(({ event: { event_id }, depth }) => `${event_id} ${depth}`)).toEqual(
			expected,
		);
	});
});

function starts(events: readonly HoneyHiveEvent[]): number[] {
	return events.map(({ start_time }) => (start_time === undefined ? Infinity : Number(start_time)));
}

function sorted(events: readonly HoneyHiveEvent[]): number[] {
	return starts(events).sort((one, other) => (one === other ? 0 : one - other));
}
