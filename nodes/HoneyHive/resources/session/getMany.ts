import type { HoneyHive } from '../../api/honeyHive';
import type { HoneyHiveEvent } from '../../events/event';
import type { FailureOptions } from '../../events/figures';
import type { EventQuery } from '../../events/query';
import { readAll, readWindows } from '../../events/reading/readWindows';
import { ManyTotals, rangeOfEvents, type SummedSession } from '../../events/session/manyTotals';
import { simplifySession } from '../../events/session/simplifySession';
import { totalsPaths, type SessionTotals } from '../../events/session/totals';
import { furtherFields, projectionsOf, shapeOf, type Output } from '../../events/shape/shape';
import { maxRetriesOption, readConnectOptions, timeoutOption } from '../../fields/connection';
import { dateRangeFields } from '../../fields/dateRange';
import { escapeTextOption } from '../../fields/escapeText';
import { countToolFailuresOption, readCountToolFailures } from '../../fields/failures';
import { filterFields } from '../../fields/filters/filters';
import { optionsField, shownWhen } from '../../fields/options';
import { customFieldsOption, flattenOption, outputFields, readOutput } from '../../fields/output';
import {
	concurrencyOption,
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
		...sessionFilterFields,
		...filterFields,
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
			concurrencyOption,
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
		const chosen = readQuery(parameters, generation, projectionsOf(output));
		const query = { ...chosen, filters: [...readSessionFilters(parameters), ...chosen.filters] };
		const extent = readOrdered(parameters, generation);
		const options = { countToolFailures: readCountToolFailures(parameters) };
		const userProperties = readUserProperties(parameters);
		const shape =
			output.kind === 'simplified'
				? (session: HoneyHiveEvent) =>
						simplifySession(session, { ...output, userProperties }, linkOf)
				: shapeOf(output, linkOf);

		if (!readTotalsFromEvents(parameters)) {
			const onGap = context.continueOnFail() ? 'continue' : 'stop';
			const reading = { ...extent, onGap, onHint: hints.add } as const;
			yield* toItems(readWindows(honeyHive.source(query), query.range, reading), shape, item);
			return;
		}
		for await (const sessions of withTotals(honeyHive, query, extent, options, hints.add)) {
			yield sessions.map(({ session, totals }) =>
				toItem({ ...shape(session), ...totalsFields(totals, output) }, item),
			);
		}
	},
};

/** What the totals need of the sessions themselves. */
const ownPaths = ['session_id', 'event_type', 'end_time', 'duration'];

/**
 * Lists the sessions, then reads all events of their time once: asking for the events of each would take a request
 * for each. Sessions are returned as soon as they are complete, the newest first.
 */
async function* withTotals(
	honeyHive: HoneyHive,
	query: EventQuery,
	extent: Ordered,
	options: FailureOptions,
	onHint: (hint: string) => void,
): AsyncGenerator<SummedSession[]> {
	const { project, evaluationId, projections, range } = query;
	const paths = projections && [...new Set([...projections, ...ownPaths])];
	const own = { ...query, projections: paths };
	const sessions = await readAll(honeyHive.source(own), range, { ...extent, onHint });
	if (sessions.length === 0) return;

	const isReversed = extent.order === 'oldestFirst';
	if (isReversed) sessions.reverse();
	const { pageSize, concurrency } = extent;
	const events: EventQuery = {
		project,
		evaluationId,
		filters: [],
		range: rangeOfEvents(sessions, range),
		projections: totalsPaths(options),
	};
	const totals = new ManyTotals(sessions, events.range.to, options, honeyHive.linkOf);
	const windows = readWindows(honeyHive.source(events), events.range, {
		pageSize,
		concurrency,
		memory: 'bounded',
		onHint,
	});
	const waiting: SummedSession[] = [];
	for await (const window of windows) {
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
