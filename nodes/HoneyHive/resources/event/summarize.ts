import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { connect } from '../../api/honeyHive';
import { parsePage } from '../../api/envelope';
import { readWindows } from '../../events/reading/readWindows';
import { pathsOf, Summary } from '../../events/summary/summarize';
import { readConnectOptions } from '../../fields/options';
import { readRequests } from '../../fields/pagination';
import { parametersOf } from '../../fields/parameters';
import { readQuery } from '../../fields/query';
import { readSummaryPlan } from '../../fields/summary';
import { tell } from '../hints';

/**
 * Sums up the events that one input item asks for: one item for each group, once all are read. A
 * summary that misses events looks like one that does not, so there is none when some cannot be had,
 * even if n8n is to continue on an error.
 *
 * @throws MissingEvents or another Refusal
 */
export async function* summarizeEvents(
	context: IExecuteFunctions,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	const parameters = parametersOf(context, item);
	const honeyHive = await connect(context, readConnectOptions(parameters), item);
	const plan = readSummaryPlan(parameters);
	const query = readQuery(parameters, honeyHive.generation, pathsOf(plan));
	const summary = new Summary(plan);
	const hints = new Set<string>();
	const windows = readWindows(honeyHive.sourceOf(query, parsePage), query.range, {
		...readRequests(parameters, honeyHive.generation),
		order: 'newestFirst',
		maxEvents: Infinity,
		handling: 'passedOn',
		whenMissing: 'stop',
		onHint: (hint) => hints.add(hint),
	});

	for await (const events of windows) for (const event of events) summary.add(event);
	for (const hint of hints) tell(context, hint);
	yield summary.rows().map((row) => ({ json: row as IDataObject, pairedItem: { item } }));
}
