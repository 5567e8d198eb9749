import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { connect, type HoneyHive } from '../../api/honeyHive';
import { parsePage } from '../../api/envelope';
import type { HoneyHiveEvent } from '../../events/event';
import { eventQuerySchema, type EventQuery } from '../../events/query';
import { Refusal } from '../../events/refusal';
import { projectionsOf, shapeOf, type Output } from '../../events/shape/shape';
import { eventIdFields, readEventId } from '../../fields/eventId';
import { lookupOptionFields, readConnectOptions } from '../../fields/options';
import { outputFields, readOutput } from '../../fields/output';
import { parametersOf } from '../../fields/parameters';
import { projectFields, readProject } from '../../fields/project';

export const getEventFields: INodeProperties[] = [
	...projectFields,
	...eventIdFields,
	...outputFields,
	...lookupOptionFields(),
];

/**
 * Gets the event that one input item asks for.
 *
 * @throws Refusal when HoneyHive has no such event
 */
export async function* getEvent(
	context: IExecuteFunctions,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	const parameters = parametersOf(context, item);
	const id = readEventId(parameters);
	const output = readOutput(parameters);
	const honeyHive = await connect(context, readConnectOptions(parameters), item);
	const project = readProject(parameters, honeyHive.generation);
	const event =
		(await honeyHive.findEvent(id)) ?? (await searchEvent(honeyHive, id, project, output));
	if (!event) throw notFound(id, project);
	yield [{ json: shapeOf(output)(event) as IDataObject, pairedItem: { item } }];
}

/**
 * Asks the events route for the one event with this ID, which every generation understands: Events
 * Export has no route of its own for that, and older V1 hosts have one for sessions' IDs only.
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

function notFound(id: string, project: string | undefined): Refusal {
	return new Refusal(
		project === undefined
			? `HoneyHive has no event with the 'Event ID' '${id}' in the project of the API key`
			: `HoneyHive has no event with the 'Event ID' '${id}' in the 'Project' '${project}'`,
		'Check the ID and the project. An event becomes visible some time after it was sent.',
	);
}
