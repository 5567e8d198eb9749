import type { HoneyHive } from '../../api/honeyHive';
import { parsePage } from '../../api/envelope';
import type { HoneyHiveEvent } from '../../events/event';
import { eventQuerySchema, type EventQuery } from '../../events/query';
import { display } from '../../events/refusal';
import { projectionsOf, shapeOf, type Output } from '../../events/shape/shape';
import { maxRetriesOption, readConnectOptions, timeoutOption } from '../../fields/connection';
import { escapeTextOption } from '../../fields/escapeText';
import { countToolFailuresOption } from '../../fields/failures';
import { eventIdFields, readEventId } from '../../fields/eventId';
import { optionsField, shownWhen } from '../../fields/options';
import { customFieldsOption, flattenOption, outputFields, readOutput } from '../../fields/output';
import { parametersOf } from '../../fields/parameters';
import { projectFields, readProject } from '../../fields/project';
import { toItem } from '../items';
import { notFound } from '../notFound';
import type { Operation } from '../operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get event',
	description: 'Read one event by its ID',
	toolDescription: 'Reads one LLM trace event in HoneyHive by its event_id.',
	fields: [
		...projectFields,
		...eventIdFields,
		...outputFields,
		optionsField(
			shownWhen(countToolFailuresOption, { '/output': ['simplified'] }),
			shownWhen(escapeTextOption, { '/output': ['simplified'] }),
			customFieldsOption,
			flattenOption,
			maxRetriesOption,
			timeoutOption,
		),
	],

	async *execute({ context, connections }, item) {
		const parameters = parametersOf(context, item);
		const id = readEventId(parameters);
		const output = readOutput(parameters);
		const honeyHive = await connections.open(readConnectOptions(parameters), item);
		const project = readProject(parameters, honeyHive.generation);

		const event =
			(await honeyHive.findEvent(id)) ?? (await searchEvent(honeyHive, id, project, output));
		if (!event) throw notFound(`Event ${display(id)}`, project);
		yield [toItem(shapeOf(output, honeyHive.linkOf)(event), item)];
	},
};

/**
 * Filters all events by this ID, which every generation supports: Cloud V1 has no route of its own
 * for one event, and on older V1 hosts that route accepts only the IDs of sessions.
 */
async function searchEvent(
	honeyHive: HoneyHive,
	id: string,
	project: string | undefined,
	output: Output,
): Promise<HoneyHiveEvent | undefined> {
	const query: EventQuery = eventQuerySchema.parse({
		project,
		filters: [{ field: 'event_id', type: 'string', operator: 'is', value: id }],
		range: {},
		projections: projectionsOf(output),
	});
	const { events } = await honeyHive.fetchPage(query, { limit: 1, page: 1 }, parsePage);
	return events.find((event) => event.event_id === id);
}
