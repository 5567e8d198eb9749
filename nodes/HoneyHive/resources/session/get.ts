import type { HoneyHive } from '../../api/honeyHive';
import type { HoneyHiveEvent } from '../../events/event';
import { isText } from '../../events/filter';
import { eventQuerySchema } from '../../events/query';
import { MissingEvents } from '../../events/reading/missing';
import { readAll } from '../../events/reading/readWindows';
import { display } from '../../events/refusal';
import { totalsOf, type SessionTotals } from '../../events/session/totals';
import { eventsInOrder, nest, treeOf, type SessionTree } from '../../events/session/tree';
import { furtherFields, shapeOf, type Output, type Shape } from '../../events/shape/shape';
import { maxRetriesOption, readConnectOptions, timeoutOption } from '../../fields/connection';
import { escapeTextOption } from '../../fields/escapeText';
import { countToolFailuresOption, readCountToolFailures } from '../../fields/failures';
import { optionsField, shownWhen } from '../../fields/options';
import { customFieldsOption, flattenOption, outputFields, readOutput } from '../../fields/output';
import { parametersOf } from '../../fields/parameters';
import { projectFields, readProject } from '../../fields/project';
import { readSessionId, sessionIdFields } from '../../fields/sessionId';
import {
	includeTotalsOption,
	readSessionOutput,
	sessionOutputFields,
	type SessionOutput,
} from '../../fields/sessionOutput';
import { toItem } from '../items';
import { notFound } from '../notFound';
import type { Operation } from '../operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get session',
	description: 'Read all events of one session, as a tree or a list, with totals',
	toolDescription:
		'Reads one session in HoneyHive, which is one run of an LLM application, by its session_id: all of its events and their totals.',
	fields: [
		...projectFields,
		...sessionIdFields,
		...sessionOutputFields,
		...outputFields,
		optionsField(
			countToolFailuresOption,
			shownWhen(escapeTextOption, { '/output': ['simplified'] }),
			customFieldsOption,
			flattenOption,
			includeTotalsOption,
			maxRetriesOption,
			timeoutOption,
		),
	],

	/** @throws Refusal when there are no events, or when not all of them could be read */
	async *execute({ context, connections, hints }, item) {
		const parameters = parametersOf(context, item);
		const id = readSessionId(parameters);
		const format = readSessionOutput(parameters);
		const output = readOutput(parameters);
		const countToolFailures = readCountToolFailures(parameters);
		const honeyHive = await connections.open(readConnectOptions(parameters), item);
		const project = readProject(parameters, honeyHive.generation);

		const events = await readSession(honeyHive, id, project, hints.add);
		if (events.length === 0) throw notFound(`Session ${display(id)}`, project);
		const summed = totalsOf(id, events, { countToolFailures }, honeyHive.linkOf);
		const session = arrange(
			treeOf(id, events),
			summed.totals,
			format,
			output,
			shapeOf(output, honeyHive.linkOf),
			hints.add,
		);
		if (session.hasPlaceholder) hints.add(placeholderHint);
		if (hasTotals(format)) for (const hint of summed.hints) hints.add(hint);
		yield session.items.map((json) => toItem(json, item));
	},
};

/**
 * Reads every event of a session by filtering the events by its ID.
 *
 * The generations' own routes for a session return less: GET /session/{id} returns only the session's
 * event, and GET /v1/sessions/{id} a tree whose nodes promise only names, times and metadata. Filtered
 * events are whole, the same in every generation, and the same as Export returns.
 */
async function readSession(
	honeyHive: HoneyHive,
	id: string,
	project: string | undefined,
	onHint: (hint: string) => void,
): Promise<HoneyHiveEvent[]> {
	const query = eventQuerySchema.parse({
		project,
		filters: [isText('session_id', id)],
		range: {},
	});
	try {
		return await readAll(honeyHive.source(query), query.range, { order: 'oldestFirst', onHint });
	} catch (error) {
		// A session is returned whole or not at all: which part is missing does not matter.
		throw error instanceof MissingEvents ? error.cause : error;
	}
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
