import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { connect, type HoneyHive } from '../../api/honeyHive';
import { parsePage } from '../../api/envelope';
import type { HoneyHiveEvent } from '../../events/event';
import { flatten } from '../../events/shape/flatten';
import { MissingEvents } from '../../events/reading/missing';
import { eventQuerySchema } from '../../events/query';
import { readWindows } from '../../events/reading/readWindows';
import { Refusal } from '../../events/refusal';
import { totalsOf } from '../../events/session/totals';
import { eventsInOrder, nest, treeOf } from '../../events/session/tree';
import { shapeOf, type Output } from '../../events/shape/shape';
import { lookupOptionFields, readConnectOptions } from '../../fields/options';
import { outputFields, readOutput } from '../../fields/output';
import { parametersOf } from '../../fields/parameters';
import { projectFields, readProject } from '../../fields/project';
import { readSessionId, sessionIdFields } from '../../fields/sessionId';
import {
	includeTotalsOption,
	readSessionOutput,
	sessionOutputFields,
	type SessionOutput,
} from '../../fields/sessionOutput';
import { tell } from '../hints';

export const getSessionFields: INodeProperties[] = [
	...projectFields,
	...sessionIdFields,
	...sessionOutputFields,
	...outputFields,
	...lookupOptionFields(includeTotalsOption),
];

/** Requests under way at the same time, should one not be enough. */
const concurrency = 4;

/**
 * Gets the session that one input item asks for: as one item, or as an item for each event.
 *
 * @throws Refusal when HoneyHive has no event of it, or when not all of them could be read
 */
export async function* getSession(
	context: IExecuteFunctions,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	const parameters = parametersOf(context, item);
	const id = readSessionId(parameters);
	const as = readSessionOutput(parameters);
	const output = readOutput(parameters);
	const honeyHive = await connect(context, readConnectOptions(parameters), item);
	const project = readProject(parameters, honeyHive.generation);
	const events = await readSession(honeyHive, id, project, (hint) => tell(context, hint));
	if (events.length === 0) throw notFound(id, project);
	const session = arrange(id, events, as, output);
	if (!session.isWhole) tell(context, standInHint);
	yield session.items.map((json) => ({ json: json as IDataObject, pairedItem: { item } }));
}

/**
 * Reads every event of a session by filtering the events by its ID.
 *
 * The generations' own routes for a session give less: GET /session/{id} answers with the session's
 * event alone, and GET /v1/sessions/{id} with a tree whose nodes are promised their names, times and
 * metadata only. Filtered events are whole, the same in every generation, and as Export returns them.
 */
async function readSession(
	honeyHive: HoneyHive,
	id: string,
	project: string | undefined,
	onHint: (hint: string) => void,
): Promise<HoneyHiveEvent[]> {
	const query = eventQuerySchema.parse({
		project,
		filters: [{ field: 'session_id', type: 'string', operator: 'is', value: id }],
		range: {},
	});
	const windows = readWindows(honeyHive.sourceOf(query, parsePage), query.range, {
		pageSize: honeyHive.generation.maxLimit,
		concurrency,
		order: 'oldestFirst',
		maxEvents: Infinity,
		handling: 'kept',
		whenMissing: 'stop',
		onHint,
	});
	// A session is returned whole or not at all: which part is missing does not matter.
	return await collect(windows).catch((error: unknown) => {
		throw error instanceof MissingEvents ? error.cause : error;
	});
}

async function collect(windows: AsyncGenerator<HoneyHiveEvent[]>): Promise<HoneyHiveEvent[]> {
	const events: HoneyHiveEvent[] = [];
	for await (const window of windows) for (const event of window) events.push(event);
	return events;
}

function arrange(
	id: string,
	events: readonly HoneyHiveEvent[],
	as: SessionOutput,
	output: Output,
): { items: HoneyHiveEvent[]; isWhole: boolean } {
	const tree = treeOf(id, events);
	const shape = shapeOf(output);
	const totals = totalsOf(events);
	if (as.kind === 'tree') {
		const { children, ...root } = nest(tree, shape);
		return { items: [{ ...root, totals, children }], isWhole: tree.isWhole };
	}
	const items = eventsInOrder(tree).map(shape);
	if (as.totals) items[0] = { ...items[0], ...columnsOf({ totals }, output) };
	return { items, isWhole: true };
}

function columnsOf(fields: HoneyHiveEvent, output: Output): HoneyHiveEvent {
	return output.kind !== 'simplified' && output.flatten ? flatten(fields) : fields;
}

const standInHint =
	"The session's own event is not among its events: a bare one with the 'Session ID' is in its place.";

function notFound(id: string, project: string | undefined): Refusal {
	return new Refusal(
		project === undefined
			? `HoneyHive has no events with the 'Session ID' '${id}' in the project of the API key`
			: `HoneyHive has no events with the 'Session ID' '${id}' in the 'Project' '${project}'`,
		'Check the ID and the project. An event becomes visible some time after it was sent.',
	);
}
