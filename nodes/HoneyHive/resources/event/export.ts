import type { IExecuteFunctions } from 'n8n-workflow';

import { parsePage, type PageReader } from '../../api/envelope';
import type { HoneyHive } from '../../api/honeyHive';
import { cutPageHint } from '../../api/pageLimit';
import { scanPage } from '../../api/scanPage';
import type { HoneyHiveEvent, Located } from '../../events/event';
import type { Generation } from '../../events/generation';
import type { EventQuery } from '../../events/query';
import { readWindows } from '../../events/reading/readWindows';
import type { EventSource, Memory } from '../../events/reading/source';
import type { ScannedEvent } from '../../events/scan/scanEvent';
import { projectionsOf, shapeOf, type Output } from '../../events/shape/shape';
import {
	maxParallelOption,
	maxRetriesOption,
	readConnectOptions,
	timeoutOption,
} from '../../fields/connection';
import {
	continuingDateRangeFields,
	excludeEndOption,
	isSinceLastRun,
	readDateRange,
	readExcludedEnd,
} from '../../fields/dateRange';
import { escapeTextOption } from '../../fields/escapeText';
import { batchFields } from '../../fields/batches';
import { countToolFailuresOption } from '../../fields/failures';
import { fileOptions } from '../../fields/file';
import { filterFields } from '../../fields/filters/filters';
import { hiddenWhen, optionsField, shownWhen } from '../../fields/options';
import { customFieldsOption, flattenOption, outputFields, readOutput } from '../../fields/output';
import { outputFormatField, readOutputFormat, type OutputFormat } from '../../fields/outputFormat';
import {
	maxEventsInFilesOption,
	maxEventsOption,
	pageOption,
	pageSizeOption,
	paginationFields,
	readPagination,
	sortOption,
	type Pagination,
} from '../../fields/pagination';
import { parametersOf, type Parameters } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { evaluationIdOption, readQuery } from '../../fields/query';
import {
	firstRunFields,
	lookbackOption,
	readSinceLastRunOptions,
	type SinceLastRunOptions,
} from '../../fields/sinceLastRun';
import { aboutEvents, aboutFilters } from '../../tool/descriptions';
import { toItems } from '../items';
import type { Operation } from '../operation';
import type { RunCursors } from '../cursor/runCursors';
import { readSample, sampleHint } from '../cursor/sample';
import { keyOf, readSinceLastRun, startingState } from '../cursor/sinceLastRun';
import { isTestRun } from '../cursor/testRun';
import { batchEncoderOf, batchEncoderOfBytes, isVerbatimText, toBatches } from './exportBatches';
import { encoderOf, encoderOfBytes, encoderOfScanned, isVerbatim, writeFiles } from './exportFile';

/** When it is so, a position determines what to read, instead of a range and a limit. */
const sinceLastRun = { '/dateRange': ['sinceLastRun'] };

export const exportOperation: Operation = {
	name: 'Export',
	value: 'export',
	action: 'Export events',
	description: 'Get many events with filters, a date range and the fields you need',
	toolDescription: `Reads ${aboutEvents}. Returns the newest ones, as many as Limit allows. ${aboutFilters}`,
	fields: [
		...projectFields,
		...filterFields,
		...continuingDateRangeFields,
		...firstRunFields.map((field) => shownWhen(field, { dateRange: ['sinceLastRun'] })),
		...outputFields,
		outputFormatField,
		...batchFields,
		...paginationFields,
		optionsField(
			countToolFailuresOption,
			shownWhen(escapeTextOption, { '/output': ['simplified'] }),
			evaluationIdOption,
			excludeEndOption,
			customFieldsOption,
			flattenOption,
			shownWhen(lookbackOption, sinceLastRun),
			hiddenWhen(maxEventsInFilesOption, sinceLastRun),
			shownWhen(
				maxEventsOption(
					'Max number of events per run. The rest follows with the next one, oldest first.',
				),
				sinceLastRun,
			),
			...fileOptions,
			maxRetriesOption,
			hiddenWhen(pageOption, sinceLastRun),
			hiddenWhen(pageSizeOption, sinceLastRun),
			hiddenWhen(maxParallelOption, sinceLastRun),
			hiddenWhen(sortOption, sinceLastRun),
			timeoutOption,
		),
	],

	/** @throws MissingEvents after everything that could be read, if n8n continues on errors */
	async *execute({ context, connections, hints, cursors }, item) {
		const parameters = parametersOf(context, item);
		const honeyHive = await connections.open(readConnectOptions(parameters), item);
		const { query, extent, output, format } = readExport(parameters, honeyHive.generation);
		const shape = shapeOf(output, honeyHive.linkOf);
		const parse = (event: ScannedEvent) => honeyHive.parse(event);
		const run = { context, honeyHive, query, cursors, onHint: hints.add };

		if (format.kind === 'items') {
			yield* toItems(readEvents(run, extent), shape, item);
		} else if (format.kind === 'batches') {
			if (extent.kind !== 'sinceLastRun' && isVerbatimText(format, output)) {
				const encoder = batchEncoderOfBytes(parse);
				yield* toBatches(readScanned(run, extent, 'all'), encoder, format, item);
			} else {
				const encoder = batchEncoderOf(format, shape);
				yield* toBatches(readEvents(run, extent), encoder, format, item);
			}
		} else if (extent.kind === 'sinceLastRun') {
			const encoder = encoderOf(format, output, shape, hints.add);
			yield* writeFiles(context, item, readNewEvents(run, extent), encoder, format, query);
		} else {
			const encoder = isVerbatim(format, output)
				? encoderOfBytes(format)
				: encoderOfScanned(encoderOf(format, output, shape, hints.add), parse);
			const events = readScanned(run, extent, 'bounded');
			yield* writeFiles(context, item, events, encoder, format, query);
		}
	},
};

/** Everything that the user chose. */
interface Export {
	readonly query: EventQuery;
	readonly extent: Extent;
	readonly output: Output;
	readonly format: OutputFormat;
}

type Paged = Pagination & { readonly before?: number | undefined };
type Continued = { readonly kind: 'sinceLastRun'; readonly now: number } & SinceLastRunOptions;
/** How much to read. */
type Extent = Paged | Continued;

/** @throws Refusal */
function readExport(parameters: Parameters, generation: Generation): Export {
	const now = Date.now();
	const continues = isSinceLastRun(parameters);
	const output = readOutput(parameters);
	const format = readOutputFormat(parameters);
	const range = continues ? {} : readDateRange(parameters);
	const query = readQuery(parameters, generation, projectionsOf(output), range);
	const extent: Extent = continues
		? { kind: 'sinceLastRun', now, ...readSinceLastRunOptions(parameters, now) }
		: {
				...readPagination(parameters, generation, { isForFiles: format.kind === 'files' }),
				before: readExcludedEnd(parameters, query.range),
			};
	return { query, extent, output, format };
}

/** One run of the operation: what to read, from where, and whom to tell. */
interface Run {
	readonly context: IExecuteFunctions;
	readonly honeyHive: HoneyHive;
	readonly query: EventQuery;
	readonly cursors: RunCursors;
	readonly onHint: (hint: string) => void;
}

function readEvents(run: Run, extent: Extent): AsyncGenerator<readonly HoneyHiveEvent[]> {
	return extent.kind === 'sinceLastRun'
		? readNewEvents(run, extent)
		: readPagesOf(run, extent, run.honeyHive.source(run.query), parsePage, 'all');
}

function readScanned(
	run: Run,
	extent: Paged,
	memory: Memory,
): AsyncGenerator<readonly ScannedEvent[]> {
	return readPagesOf(run, extent, run.honeyHive.scannedSource(run.query), scanPage, memory);
}

async function* readPagesOf<Event extends Located>(
	{ context, honeyHive, query, onHint }: Run,
	extent: Paged,
	source: EventSource<Event>,
	read: PageReader<Event>,
	memory: Memory,
): AsyncGenerator<readonly Event[]> {
	if (extent.kind === 'page') {
		const page = await honeyHive.fetchPage(query, extent, read);
		const hint = cutPageHint(page, extent.limit);
		if (hint) onHint(hint);
		yield page.events.slice(0, extent.limit).filter((event) => source.matches?.(event) ?? true);
		return;
	}
	const onGap = context.continueOnFail() ? 'continue' : 'stop';
	const options = { ...extent, memory, onGap, onHint } as const;
	yield* readWindows(source, query.range, options);
}

/** What is new since the last run. A test run shows a sample instead, and moves nothing. */
async function* readNewEvents(
	{ context, honeyHive, query, cursors, onHint }: Run,
	extent: Continued,
): AsyncGenerator<readonly HoneyHiveEvent[]> {
	if (isTestRun(context)) {
		const sample = await readSample(honeyHive, query, onHint);
		onHint(sampleHint(sample));
		yield sample;
		return;
	}
	const key = keyOf(honeyHive, query);
	const saved = await cursors.read(key);
	if (context.getMode() === 'integrated' && cursors.areUnsaved) onHint(subworkflowHint);
	const options = { ...extent, onHint };
	const start = startingState(saved, (cursor) => cursor, options);
	const { events, state } = await readSinceLastRun(honeyHive, query, start, options);
	yield events;
	cursors.leave(key, state);
}

const subworkflowHint =
	"n8n has saved no position of an earlier run. It never does so for a sub-workflow whose 'Source' is 'Define Below', so events come again after n8n restarts. Choose 'Database' instead.";
