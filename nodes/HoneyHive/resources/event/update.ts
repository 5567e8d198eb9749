import {
	maxParallelOption,
	maxRetriesOption,
	readConnectOptions,
	readMaxParallel,
	timeoutOption,
} from '../../fields/connection';
import { optionsField } from '../../fields/options';
import { parametersOf } from '../../fields/parameters';
import { readUpdates } from '../../fields/update/readUpdates';
import {
	readUpdatedEvent,
	updatedEventFields,
	waitForEventOption,
} from '../../fields/update/updatedEvent';
import { updateFields, updatesExample } from '../../fields/update/updates';
import { toItem } from '../items';
import type { Operation } from '../operation';

export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update event',
	description: 'Write scores, feedback or metadata to an event or a session',
	toolDescription: `Writes scores, feedback or metadata to one LLM trace event in HoneyHive, by its event_id (for a session, its session_id). Values under other names stay as they are; a value under the same name is replaced. The updates, if you can set them, are a JSON object: ${updatesExample}. It can have metrics (scores: numbers, booleans or texts), feedback, metadata and user_properties. Write only what you were asked to write, one event per call.`,
	fields: [
		...updatedEventFields,
		...updateFields,
		optionsField(waitForEventOption, maxRetriesOption, maxParallelOption, timeoutOption),
	],
	/** HoneyHive has no route that updates several events. */
	maxParallelItems: readMaxParallel,

	async *execute({ context, connections, turns }, item) {
		const parameters = parametersOf(context, item);
		const event = readUpdatedEvent(parameters);
		const changes = readUpdates(parameters);
		const connectOptions = readConnectOptions(parameters);

		// Before anything is awaited, so that the updates of one event keep the order of their items.
		await turns.take(event.id, async () => {
			const honeyHive = await connections.open(connectOptions, item);
			await honeyHive.updateEvent(event, changes);
		});
		const { json, binary } = context.getInputData()[item] ?? { json: {} };
		const updated = { event_id: event.id, ...changes };
		yield [{ ...toItem({ ...json, updated }, item), ...(binary && { binary }) }];
	},
};
