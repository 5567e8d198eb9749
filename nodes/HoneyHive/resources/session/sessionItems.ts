import type { HoneyHiveEvent } from '../../events/event';
import type { LinkOf } from '../../events/link';
import { totalsOf, type SessionTotals } from '../../events/session/totals';
import { eventsInOrder, nest, treeOf, type SessionTree } from '../../events/session/tree';
import { furtherFields, shapeOf, type Output, type Shape } from '../../events/shape/shape';
import type { SessionOutput } from '../../fields/sessionOutput';

/** What the user wants to get of a session. */
export interface SessionForm {
	readonly format: SessionOutput;
	readonly output: Output;
	readonly countToolFailures: boolean;
}

/** Turns the events of one session into the JSON of its items: a tree or a list, with totals. */
export function sessionItems(
	id: string,
	events: readonly HoneyHiveEvent[],
	{ format, output, countToolFailures }: SessionForm,
	linkOf: LinkOf,
	onHint: (hint: string) => void,
): HoneyHiveEvent[] {
	const summed = totalsOf(id, events, { countToolFailures }, linkOf);
	const { items, hasPlaceholder } = arrange(
		treeOf(id, events),
		summed.totals,
		format,
		output,
		shapeOf(output, linkOf),
		onHint,
	);
	if (hasPlaceholder) onHint(placeholderHint);
	if (hasTotals(format)) for (const hint of summed.hints) onHint(hint);
	return items;
}

function arrange(
	tree: SessionTree,
	totals: SessionTotals,
	format: SessionOutput,
	output: Output,
	shape: Shape,
	onHint: (hint: string) => void,
): { items: HoneyHiveEvent[]; hasPlaceholder: boolean } {
	if (format.kind === 'tree') {
		const { children, ...root } = nest(tree, shape, onHint);
		const item = { ...root, totals, ...(children !== undefined && { children }) };
		return { items: [item], hasPlaceholder: !tree.isWhole };
	}
	const items: HoneyHiveEvent[] = eventsInOrder(tree).map(({ event, depth }) => ({
		...shape(event),
		depth,
	}));
	if (hasTotals(format)) items[0] = { ...items[0], ...furtherFields({ totals }, output) };
	return { items, hasPlaceholder: false };
}

function hasTotals(format: SessionOutput): boolean {
	return format.kind === 'tree' || format.totals;
}

const placeholderHint = 'The session event itself is missing; a placeholder takes its place.';
