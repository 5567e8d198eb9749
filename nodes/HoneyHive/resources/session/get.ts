import { display } from '../../events/refusal';
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
} from '../../fields/sessionOutput';
import { toItem } from '../items';
import { notFound } from '../notFound';
import type { Operation } from '../operation';
import { readSession } from './readSession';
import { sessionItems } from './sessionItems';

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
		const form = {
			format: readSessionOutput(parameters),
			output: readOutput(parameters),
			countToolFailures: readCountToolFailures(parameters),
		};
		const honeyHive = await connections.open(readConnectOptions(parameters), item);
		const project = readProject(parameters, honeyHive.generation);

		const events = await readSession(honeyHive, id, project, hints.add);
		if (events.length === 0) throw notFound(`Session ${display(id)}`, project);
		const items = sessionItems(id, events, form, honeyHive.linkOf, hints.add);
		yield items.map((json) => toItem(json, item));
	},
};
