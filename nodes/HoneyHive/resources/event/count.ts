import type { HoneyHive } from '../../api/honeyHive';
import { scanPage } from '../../api/scanPage';
import { countEvents } from '../../events/counting/count';
import { locatedFields } from '../../events/event';
import type { PageRequest } from '../../events/generation';
import type { EventQuery } from '../../events/query';
import { readWindows } from '../../events/reading/readWindows';
import { maxRetriesOption, readConnectOptions, timeoutOption } from '../../fields/connection';
import { dateRangeFields } from '../../fields/dateRange';
import { countToolFailuresForStatusOption } from '../../fields/failures';
import { filterFields } from '../../fields/filters/filters';
import { optionsField } from '../../fields/options';
import { parametersOf } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { evaluationIdOption, readQuery } from '../../fields/query';
import { aboutEvents, aboutFilters } from '../../tool/descriptions';
import { toItem } from '../items';
import type { Operation } from '../operation';

export const count: Operation = {
	name: 'Count',
	value: 'count',
	action: 'Count events',
	description: 'Count how many events match',
	toolDescription: `Counts ${aboutEvents} without returning them. ${aboutFilters}`,
	fields: [
		...projectFields,
		...filterFields,
		...dateRangeFields,
		optionsField(
			countToolFailuresForStatusOption,
			evaluationIdOption,
			maxRetriesOption,
			timeoutOption,
		),
	],

	async *execute({ context, connections, hints }, item) {
		const parameters = parametersOf(context, item);
		const honeyHive = await connections.open(readConnectOptions(parameters), item);
		const query = readQuery(parameters, honeyHive.generation, locatedFields);

		if (query.check) {
			yield [toItem({ count: await countByReading(honeyHive, query, hints.add) }, item)];
			return;
		}
		const fetchPage = async (request: PageRequest) =>
			await honeyHive.fetchPage(query, request, scanPage);
		const { events, isStated } = await countEvents(fetchPage);
		if (!isStated) hints.add(pageNumbersHint);
		yield [toItem({ count: events }, item)];
	},
};

/** The API counts too many events where it returns others too. */
async function countByReading(
	honeyHive: HoneyHive,
	query: EventQuery,
	onHint: (hint: string) => void,
): Promise<number> {
	let count = 0;
	const options = { memory: 'bounded', onHint } as const;
	const windows = readWindows(honeyHive.source(query), query.range, options);
	for await (const events of windows) count += events.length;
	return count;
}

const pageNumbersHint =
	'HoneyHive did not state how many events there are, so they were counted by page number: the number may be off if events arrived in the meantime.';
