import { readCursor, type CursorState } from '../../events/cursor/cursor';
import { Refusal } from '../../events/refusal';
import { projectionsOf, shapeOf } from '../../events/shape/shape';
import { maxRetriesOption, timeoutOption } from '../../fields/connection';
import { escapeTextOption } from '../../fields/escapeText';
import { countToolFailuresOption } from '../../fields/failures';
import { filterFields } from '../../fields/filters/filters';
import { optionsField, shownWhen } from '../../fields/options';
import { customFieldsOption, flattenOption, outputFields, readOutput } from '../../fields/output';
import { maxEventsOption } from '../../fields/pagination';
import { projectFields } from '../../fields/project';
import { evaluationIdOption, readQuery } from '../../fields/query';
import { firstRunFields, lookbackOption, readSinceLastRunOptions } from '../../fields/sinceLastRun';
import { readSample } from '../cursor/sample';
import { keyOf, readSinceLastRun, startingState } from '../cursor/sinceLastRun';
import { runPoll, type OpenPoll } from './poll';
import type { TriggerEvent } from './triggerEvent';

const open: OpenPoll<CursorState> = ({ parameters, honeyHive, now, onHint }) => {
	const output = readOutput(parameters);
	const shape = shapeOf(output, honeyHive.linkOf);
	const query = readQuery(parameters, honeyHive.generation, projectionsOf(output), {});
	const options = { now, ...readSinceLastRunOptions(parameters, now), onHint };
	return {
		key: keyOf(honeyHive, query),
		readStored: readCursor,

		async sample() {
			const events = await readSample(honeyHive, query, onHint);
			if (events.length > 0) return events.map(shape);
			throw new Refusal(
				query.check ? 'No matching events found in the last 7 days' : 'No matching events found',
				"Check 'Project' and the filters, or send an event to HoneyHive and try again. The published workflow needs no event to start with.",
			);
		},

		async readNew(saved) {
			const start = startingState(saved, (cursor) => cursor, options);
			const { events, ...rest } = await readSinceLastRun(honeyHive, query, start, options);
			return { ...rest, items: events.map(shape) };
		},
	};
};

export const newEvents: TriggerEvent = {
	name: 'New Event',
	value: 'newEvent',
	action: 'On new event',
	description: 'Each new event once, oldest first',
	fields: [
		...projectFields,
		...filterFields,
		...firstRunFields,
		...outputFields,
		optionsField(
			countToolFailuresOption,
			shownWhen(escapeTextOption, { '/output': ['simplified'] }),
			evaluationIdOption,
			customFieldsOption,
			flattenOption,
			lookbackOption,
			maxEventsOption(
				'Max number of events per poll. The rest follows with the next one, oldest first.',
			),
			maxRetriesOption,
			timeoutOption,
		),
	],
	poll: async (context) => await runPoll(context, open),
};
