import type { HoneyHiveEvent } from '../data/event';
import type { Host } from '../host';
import { json, type Answer, type Call } from '../http/call';
import { rejected } from '../http/keys';
import { Problem } from '../http/problem';
import { ORG_ID, WORKSPACE_ID } from '../data/projects';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Spec 1.0.21, GET /session/{session_id}: the session event, flat. */
export function getSession(host: Host, call: Call): Answer {
	const [root] = sessionOf(host, call.id);
	if (!root) throw new Problem(404, `Session ${call.id} was not found`);
	return json(host.serializer.answered(root, false));
}

/**
 * Spec 1.1.0, GET /v1/sessions/{session_id}: the session event with its nested children. v2 hosts still
 * have the route, but refuse the key of a project there.
 */
export function getSessionTree(host: Host, call: Call): Answer {
	if (host.settings.sessionTrees === 'refused') {
		throw rejected(host.settings, 401, 'This route does not accept the API key of a project');
	}
	checkUuid(call.id, 'session_id');
	const events = sessionOf(host, call.id);
	if (events.length === 0) throw new Problem(404, `Session ${call.id} was not found`);
	return json(treeOf(host, events));
}

/**
 * GET /v1/events/{id}. Spec 1.1.0 takes the id of a session and answers its tree; spec 1.9.0 takes
 * the id of an event and answers `{event}`. A host that serves both (which none really does) takes
 * an id of a session as the former.
 */
export function getEvent(host: Host, call: Call): Answer {
	checkUuid(call.id, 'id');
	const { generations, exportV1Host } = host.settings;
	if (generations.includes('exportV1') && exportV1Host === 'v1') {
		const events = sessionOf(host, call.id);
		if (events.length > 0) return json(treeOf(host, events));
	}
	const ordinal = host.store.find(call.id);
	if (ordinal === undefined) throw new Problem(404, `Event ${call.id} was not found`);
	return json({ event: host.serializer.answered(host.store.at(ordinal), false) });
}

export function checkUuid(id: string, name: string): void {
	if (!UUID.test(id)) throw new Problem(400, `${name}: "${id}" is not a UUID`);
}

/** The session's events, its own first; nothing when there is no session event. */
function sessionOf(host: Host, sessionId: string): HoneyHiveEvent[] {
	const events = host.store.session(sessionId);
	return events[0]?.event_type === 'session' ? events : [];
}

interface Node extends HoneyHiveEvent {
	children: Node[];
}

function treeOf(host: Host, events: readonly HoneyHiveEvent[]): Node | undefined {
	const nodes = events.map((event): Node => {
		const { parent_id, error, ...rest } = host.serializer.answered(event, false);
		// In this answer both are text or absent, never null.
		return {
			...rest,
			...(typeof parent_id === 'string' && { parent_id }),
			...(typeof error === 'string' && { error }),
			org_id: ORG_ID,
			workspace_id: WORKSPACE_ID,
			children: [],
		};
	});
	const byId = new Map(nodes.map((node) => [node.event_id, node]));
	const [root] = nodes;
	for (const node of nodes) {
		// A child whose parent is not there hangs on the session, not nowhere.
		const parent = node.parent_id ? (byId.get(node.parent_id) ?? root) : root;
		if (node !== root && parent) parent.children.push(node);
	}
	return root;
}
