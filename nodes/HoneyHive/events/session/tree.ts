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
	const nodes = byStart(events).map((event) => ({ event, children: [] }));
	const own = ownNode(sessionId, nodes);
	const root = own ?? nodeOf(placeholderOf(sessionId));
	const parents = breakCircles(nodes, parentsOf(nodes, root), root);
	for (const [node, parent] of parents) parent.children.push(node);
	return { root, isWhole: own !== undefined };
}

/** The events of a tree in the order of their start; of those that started together, parents come first. */
export function eventsInOrder({ root, isWhole }: SessionTree): HoneyHiveEvent[] {
	const events: HoneyHiveEvent[] = [];
	// Without recursion: a chain of events can be longer than the stack is deep.
	const left = [root];
	for (let node = left.pop(); node; node = left.pop()) {
		if (isWhole || node !== root) events.push(node.event);
		for (let index = node.children.length - 1; index >= 0; index--) {
			left.push(node.children[index] ?? root);
		}
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
 * Turns a tree into nested items, each with its children under `children`. What lies deeper than
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
	const nested = (node: SessionNode) => ({ ...shape(node.event), children: [] });
	const whole = nested(root);
	const left: Array<{ node: SessionNode; children: HoneyHiveEvent[]; generation: number }> = [
		{ node: root, children: whole.children, generation: 1 },
	];
	for (let open = left.pop(); open; open = left.pop()) {
		const generation = open.generation + 1;
		if (generation > maxGenerations && open.node.children.length > 0)
			onHint(tooManyGenerationsHint);
		for (const node of open.node.children) {
			const item = nested(node);
			open.children.push(item);
			const children = generation < maxGenerations ? item.children : open.children;
			left.push({ node, children, generation });
		}
	}
	return whole;
}

/** Stable. Events whose start cannot be read come last. */
function byStart(events: readonly HoneyHiveEvent[]): HoneyHiveEvent[] {
	return events
		.map((event) => ({ event, start: startOf(event) ?? Infinity }))
		.sort((one, other) => (one.start === other.start ? 0 : one.start - other.start))
		.map(({ event }) => event);
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
