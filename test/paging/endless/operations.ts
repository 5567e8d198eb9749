import type { INodeParameters } from 'n8n-workflow';

import { methods } from '../../../nodes/HoneyHive/methods/index.js';
import type { Generation } from '../../emulator';
import type { RunOptions } from '../../support/engine';
import { credentialFor, demoProject, eventsOf, exportEvents } from '../../support/exporting';
import { loadOptionsContext } from '../../support/loadOptions';
import { newWorkflow, pollOnce } from '../../support/polling';
import type { Ending, Kind } from './ways';

/** What an operation returned, or what it refused. */
export interface Outcome {
	/** What the events are recognized by. */
	readonly events?: readonly string[];
	/** The number of events, where the operation does not return them. */
	readonly counted?: number;
	readonly refusal?: string;
}

export interface EndlessOperation {
	readonly kind: Kind;
	/** How it ends where nothing disturbs it. */
	readonly usual?: Ending;
	/** Max number of events to return. */
	readonly max?: number;
	run(url: string, generation: Generation): Promise<Outcome>;
}

const keysOf = (events: Array<Record<string, unknown>>) =>
	events.map((event) => JSON.stringify(event));

type Result = (items: Array<Record<string, unknown>>, files: readonly string[]) => Outcome;
const returned: Result = (items) => ({ events: keysOf(items) });

/** A run of the HoneyHive node. */
function node(
	parameters: INodeParameters,
	result: Result = returned,
	options: Partial<RunOptions> = {},
): EndlessOperation['run'] {
	return async (url, generation) => {
		const run = await exportEvents({ url }, generation, parameters, options);
		if (run.error) return { refusal: [run.error.message, run.error.description].join('\n') };
		const files = run.items.flatMap(({ binary }) =>
			Object.values(binary ?? {}).map(({ data }) => Buffer.from(data, 'base64').toString()),
		);
		return result(eventsOf(run), files);
	};
}

const all = { returnAll: true, options: { pageSize: 20 } };
const max = 40;
const start = { firstRun: 'date', startFrom: '2020-01-01T00:00:00' };

function poll(mode: 'trigger' | 'manual'): EndlessOperation['run'] {
	return async (url, generation) => {
		const kept = newWorkflow();
		const credential = credentialFor({ url }, generation);
		const parameters = {
			project: demoProject,
			output: 'raw',
			...start,
			options: { maxEvents: max },
		};
		try {
			const items = await pollOnce({ credential, kept, mode, parameters });
			return { events: keysOf((items ?? []).map(({ json }) => json)) };
		} catch (error) {
			return { refusal: String(error) };
		}
	};
}

const sumOf = (items: Array<Record<string, unknown>>) =>
	items.reduce((sum, { events }) => sum + Number(events), 0);

export const operations: Readonly<Record<string, EndlessOperation>> = {
	'Export with Return All': { kind: 'all', run: node(all) },
	'Export to NDJSON files': {
		kind: 'all',
		run: node({ ...all, outputFormat: 'ndjson' }, (_items, files) => ({
			events: files.flatMap((text) => text.split('\n').filter((line) => line !== '')),
		})),
	},
	'Export to CSV files': {
		kind: 'all',
		run: node({ ...all, outputFormat: 'csv' }, (_items, files) => ({
			counted: files.reduce((sum, text) => sum + text.trim().split('\n').length - 1, 0),
		})),
	},
	Summarize: {
		kind: 'all',
		run: node({ operation: 'summarize', options: { pageSize: 20 } }, (items) => ({
			counted: sumOf(items),
		})),
	},
	'Session → Get Many': {
		kind: 'all',
		run: node({ resource: 'session', operation: 'getAll', totalsFromEvents: true, ...all }),
	},
	'Session → Get': {
		kind: 'session',
		run: node({
			resource: 'session',
			operation: 'get',
			sessionId: 'session',
			sessionFormat: 'list',
		}),
	},
	'Export with Limit': {
		kind: 'max',
		max,
		run: node({ limit: max, options: { pageSize: 20 } }),
	},
	'Export with Since Last Run': {
		kind: 'new',
		max,
		run: node({ dateRange: 'sinceLastRun', ...start, options: { maxEvents: max } }, returned, {
			mode: 'trigger',
			staticData: {},
		}),
	},
	'The trigger': { kind: 'new', max, run: poll('trigger') },
	"The trigger's sample": { kind: 'sample', max: 10, run: poll('manual') },
	'Export with Page': {
		kind: 'one',
		usual: { requests: 1 },
		max,
		run: node({ limit: max, options: { page: 1 } }),
	},
	'Event → Get': {
		kind: 'one',
		usual: { requests: 2, refusal: /Event 'missing' could not be found/ },
		run: node({ operation: 'get', eventId: 'missing' }),
	},
	Count: {
		kind: 'count',
		run: node({ operation: 'count' }, ([item]) => ({ counted: Number(item?.count) })),
	},
	Split: {
		kind: 'split',
		run: node({ operation: 'split', windowEvents: 20 }, (items) => ({ counted: sumOf(items) })),
	},
	'The list of sessions': {
		kind: 'one',
		usual: { requests: 20 },
		run: async (url, generation) => {
			const parameters = { project: demoProject };
			const context = loadOptionsContext(credentialFor({ url }, generation), parameters);
			try {
				await methods.listSearch.searchSessions.call(context);
				return {};
			} catch (error) {
				return { refusal: String(error) };
			}
		},
	},
	'The list of fields': {
		kind: 'one',
		usual: { requests: 4 },
		run: async (url, generation) => {
			const parameters = { project: demoProject };
			const context = loadOptionsContext(credentialFor({ url }, generation), parameters);
			const options = await methods.loadOptions.getFields.call(context);
			const note = options.find(({ value }) => value === '');
			return note ? { refusal: note.name } : {};
		},
	},
};
