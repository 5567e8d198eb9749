import type { HoneyHive } from '../../api/honeyHive';
import type { HoneyHiveEvent } from '../../events/event';
import type { FailureOptions } from '../../events/figures';
import { outermost } from '../../events/path';
import type { EventQuery } from '../../events/query';
import { readWindows } from '../../events/reading/readWindows';
import type { OnGap } from '../../events/reading/source';
import { ManyTotals, rangeOfEvents, type SummedSession } from '../../events/session/manyTotals';
import { simplifySession } from '../../events/session/simplifySession';
import { totalsPaths, type SessionTotals } from '../../events/session/totals';
import { furtherFields, projectionsOf, shapeOf, type Output } from '../../events/shape/shape';
import {
	maxParallelOption,
	maxRetriesOption,
	readConnectOptions,
	timeoutOption,
} from '../../fields/connection';
import { dateRangeFields } from '../../fields/dateRange';
import { escapeTextOption } from '../../fields/escapeText';
import { countToolFailuresOption, readCountToolFailures } from '../../fields/failures';
import { conditionFields } from '../../fields/filters/filters';
import { statusOfSessionsField } from '../../fields/filters/quickFilters';
import { optionsField, shownWhen } from '../../fields/options';
import { customFieldsOption, flattenOption, outputFields, readOutput } from '../../fields/output';
import {
	pageSizeOption,
	paginationFields,
	readOrdered,
	sortOption,
	type Ordered,
} from '../../fields/pagination';
import { parametersOf } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { evaluationIdOption, readQuery } from '../../fields/query';
import {
	readSessionFilters,
	readUserProperties,
	sessionFilterFields,
	userPropertyOption,
} from '../../fields/sessionFilters';
import { readTotalsFromEvents, totalsFromEventsField } from '../../fields/totalsFromEvents';
import { aboutFilters } from '../../tool/descriptions';
import { toItem, toItems } from '../items';
import type { Operation } from '../operation';

export const getMany: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many sessions',
	description: 'List sessions with their status, cost, tokens and user',
	toolDescription: `Lists sessions in HoneyHive, each of which is one run of an LLM application, with name, start, status, duration, cost, tokens, user, input and output. Returns the newest ones, as many as Limit allows. Read one with all of its events by its session_id. ${aboutFilters} Here they choose among sessions, so do not filter by event_type.`,
	fields: [
		...projectFields,
		statusOfSessionsField,
		...sessionFilterFields,
		...conditionFields,
		...dateRangeFields,
		...outputFields,
		totalsFromEventsField,
		...paginationFields,
		optionsField(
			countToolFailuresOption,
			shownWhen(escapeTextOption, { '/output': ['simplified'] }),
			evaluationIdOption,
			customFieldsOption,
			flattenOption,
			maxRetriesOption,
			pageSizeOption,
			maxParallelOption,
			sortOption,
			timeoutOption,
			userPropertyOption,
		),
	],

	/** @throws MissingEvents after the sessions that could be read, if n8n continues on errors */
	async *execute({ context, connections, hints }, item) {
		const parameters = parametersOf(context, item);
		const honeyHive = await connections.open(readConnectOptions(parameters), item);
		const { generation, linkOf } = honeyHive;
		const output = readOutput(parameters);
		const addsUp = readTotalsFromEvents(parameters);
		const query = readQuery(parameters, generation, pathsOf(output, addsUp));
		const userProperties = readUserProperties(parameters);
		const listing: Listing = {
			honeyHive,
			query: { ...query, filters: [...readSessionFilters(parameters), ...query.filters] },
			extent: readOrdered(parameters, generation),
			countToolFailures: readCountToolFailures(parameters),
			onHint: hints.add,
		};
		const shape =
			output.kind === 'simplified'
				? (session: HoneyHiveEvent) =>
						simplifySession(session, { ...output, userProperties }, linkOf)
				: shapeOf(output, linkOf);

		if (!addsUp) {
			const onGap = context.continueOnFail() ? 'continue' : 'stop';
			yield* toItems(listSessions(listing, onGap), shape, item);
			return;
		}
		for await (const sessions of withTotals(listing)) {
			yield sessions.map(({ session, totals }) =>
				toItem({ ...shape(session), ...totalsFields(totals, output) }, item),
			);
		}
	},
};

/** Which sessions to list, and from where. */
interface Listing extends FailureOptions {
	readonly honeyHive: HoneyHive;
	/** Of the sessions' own events. */
	readonly query: EventQuery;
	readonly extent: Ordered;
	readonly onHint: (hint: string) => void;
}

/** The only fields that the server needs to return of a session; undefined for whole events. */
function pathsOf(output: Output, addsUp: boolean): string[] | undefined {
	const paths = projectionsOf(output);
	if (!paths) return undefined;
	const ofTotals = addsUp ? ['session_id', 'event_type', 'end_time', 'duration'] : [];
	return outermost([...paths, ...ofTotals]);
}

function listSessions(
	{ honeyHive, query, extent, onHint }: Listing,
	onGap: OnGap,
): AsyncGenerator<HoneyHiveEvent[]> {
	return readWindows(honeyHive.source(query), query.range, { ...extent, onGap, onHint });
}

/**
 * Lists the sessions, then reads all events of their time once: asking for the events of each would take a request
 * for each. Sessions are returned as soon as they are complete, the newest first.
 */
async function* withTotals(listing: Listing): AsyncGenerator<SummedSession[]> {
	const { honeyHive, query, extent, onHint } = listing;
	const sessions: HoneyHiveEvent[] = [];
	for await (const window of listSessions(listing, 'stop')) sessions.push(...window);
	if (sessions.length === 0) return;

	const isReversed = extent.order === 'oldestFirst';
	if (isReversed) sessions.reverse();
	const { project, evaluationId } = query;
	const range = rangeOfEvents(sessions, query.range);
	const projections = totalsPaths(listing);
	const source = honeyHive.source({ project, evaluationId, filters: [], range, projections });
	const totals = new ManyTotals(sessions, range.to, listing, honeyHive.linkOf);
	const { pageSize, concurrency } = extent;
	const requests = { pageSize, concurrency, memory: 'bounded', onHint } as const;
	const waiting: SummedSession[] = [];
	for await (const window of readWindows(source, range, requests)) {
		const complete = totals.add(window);
		if (isReversed) waiting.push(...complete);
		else yield complete;
	}
	const rest = totals.end();
	yield isReversed ? [...waiting, ...rest].reverse() : rest;
	for (const hint of totals.hints()) onHint(hint);
}

/** Simplified sessions stay flat: what the events say takes the place of what the session's own says. */
function totalsFields(totals: SessionTotals, output: Output): HoneyHiveEvent {
	if (output.kind !== 'simplified') return furtherFields({ totals }, output);
	const { duration_ms, cost, total_tokens, events, model_events, failures } = totals;
	return { duration_ms, cost, total_tokens, events, model_events, failures };
}
