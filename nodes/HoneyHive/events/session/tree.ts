import type { HoneyHiveEvent } from '../event';
import { startOf } from '../time';

/** An event and its children, earliest first. */
export interface SessionNode {
	readonly event: HoneyHiveEvent;
	readonly children: SessionNode[];
}

export interface SessionTree {
	readonly root: SessionNode;
	/** Whether the root is the session's own event. If that is missing, a placeholder takes its place. */
	readonly isWhole: boolean;
}

/**
 * Arranges the events of one session as a tree, each exactly once. An event whose parent is missing,
 * or is one of its own descendants, becomes a child of the root.
 */
export function treeOf(sessionId: string, events: readonly HoneyHiveEvent[]): SessionTree {
	const nodes = byStart(events.map(nodeOf));
	const own = ownNode(sessionId, nodes);
	const root = own ?? nodeOf(placeholderOf(sessionId));
	const parents = breakCircles(nodes, parentsOf(nodes, root), root);
	for (const [node, parent] of parents) parent.children.push(node);
	return { root, isWhole: own !== undefined };
}

/** An event and how many events are above it: none above that of the session. */
export interface PlacedEvent {
	readonly event: HoneyHiveEvent;
	readonly depth: number;
}

/** The events of a tree in the order of their start; of those that started together, parents come first. */
export function eventsInOrder({ root, isWhole }: SessionTree): PlacedEvent[] {
	const events: PlacedEvent[] = [];
	// Without recursion: a chain of events can be longer than the stack is deep.
	const left = [{ node: root, depth: 0 }];
	for (let open = left.pop(); open; open = left.pop()) {
		const { node, depth } = open;
		if (isWhole || node !== root) events.push({ event: node.event, depth });
		for (const child of [...node.children].reverse()) left.push({ node: child, depth: depth + 1 });
	}
	return byStart(events);
}

/**
 * Generations of events that are nested in one item. n8n writes items as JSON with a recursion that ends
 * the execution where an item is nested too deeply.
 */
const maxGenerations = 500;

const tooManyGenerationsHint = `The session has more than ${maxGenerations} generations of events, each inside the one before. Those further down are at the last of these levels; 'parent_id' tells where they belong.`;

/**
 * Turns a tree into nested items, each with its children, if any, under `children`. Only the outermost one
 * names the session, to which all belong. What lies deeper than
 * `maxGenerations` comes next to its ancestor of that generation, with a `parent_id` that tells the rest.
 *
 * @param shape turns each event into the JSON of an item
 * @param onHint is told if there are such events
 */
export function nest(
	{ root }: SessionTree,
	shape: (event: HoneyHiveEvent) => HoneyHiveEvent,
	onHint: (hint: string) => void = () => {},
): HoneyHiveEvent {
	const whole = { ...shape(root.event) };
	const left = [{ node: root, children: addChildren(whole, root), generation: 1 }];
	for (let open = left.pop(); open; open = left.pop()) {
		const generation = open.generation + 1;
		if (generation > maxGenerations && open.node.children.length > 0)
			onHint(tooManyGenerationsHint);
		for (const node of open.node.children) {
			const item = { ...shape(node.event) };
			delete item.session_id;
			open.children.push(item);
			const isDeepest = generation >= maxGenerations;
			const own = addChildren(item, isDeepest ? undefined : node);
			const children = isDeepest ? open.children : own;
			left.push({ node, children, generation });
		}
	}
	return whole;
}

/** The list for the children of an item, which is there only if its node has any. */
function addChildren(item: HoneyHiveEvent, node: SessionNode | undefined): HoneyHiveEvent[] {
	const children: HoneyHiveEvent[] = [];
	delete item.children;
	if (node && node.children.length > 0) item.children = children;
	return children;
}

/** Stable. Events whose start cannot be read come last. */
function byStart<Placed extends { readonly event: HoneyHiveEvent }>(
	events: readonly Placed[],
): Placed[] {
	return events
		.map((placed) => ({ placed, start: startOf(placed.event) ?? Infinity }))
		.sort((one, other) => (one.start === other.start ? 0 : one.start - other.start))
		.map(({ placed }) => placed);
}

function nodeOf(event: HoneyHiveEvent): SessionNode {
	return { event, children: [] };
}

/** A session event has the session's id, or else it can be recognized by its type. */
function ownNode(sessionId: string, nodes: readonly SessionNode[]): SessionNode | undefined {
	return (
		nodes.find(({ event }) => event.event_id === sessionId) ??
		nodes.find(({ event }) => event.event_type === 'session')
	);
}

function placeholderOf(sessionId: string): HoneyHiveEvent {
	return { event_id: sessionId, session_id: sessionId, event_type: 'session' };
}

type Parents = Map<SessionNode, SessionNode>;

/** The parent that the event names, or else the one that names it as a child, or else the root. */
function parentsOf(nodes: readonly SessionNode[], root: SessionNode): Parents {
	const byId = new Map<unknown, SessionNode>();
	const claimants = new Map<unknown, SessionNode>();
	for (const node of nodes) {
		const { event_id: id, children_ids: ids } = node.event;
		if (isId(id) && !byId.has(id)) byId.set(id, node);
		for (const child of Array.isArray(ids) ? ids : []) {
			if (isId(child) && !claimants.has(child)) claimants.set(child, node);
		}
	}
	const parents: Parents = new Map();
	for (const node of nodes) {
		if (node === root) continue;
		const { parent_id: said, event_id: id } = node.event;
		parents.set(node, byId.get(said) ?? claimants.get(id) ?? root);
	}
	return parents;
}

function isId(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

/**
 * Breaks each circle by making its earliest event a child of the root.
 *
 * @param nodes earliest first
 */
function breakCircles(nodes: readonly SessionNode[], parents: Parents, root: SessionNode): Parents {
	const grounded = new Set([root]);
	for (const node of nodes) {
		const path = new Set<SessionNode>();
		let current = node;
		while (!grounded.has(current)) {
			if (path.has(current)) {
				const circle = circleAt(current, parents);
				parents.set(nodes.find((candidate) => circle.has(candidate)) ?? current, root);
				break;
			}
			path.add(current);
			current = parents.get(current) ?? root;
		}
		for (const passed of path) grounded.add(passed);
	}
	return parents;
}

function circleAt(start: SessionNode, parents: Parents): Set<SessionNode> {
	const circle = new Set<SessionNode>();
	for (let node: SessionNode | undefined = start; node && !circle.has(node); ) {
		circle.add(node);
		node = parents.get(node);
	}
	return circle;
}
