import type { Generation } from '../../events/generation';
import type { EventQuery } from '../../events/query';
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
} from '../../fields/pagination';
import { parametersOf, type Parameters } from '../../fields/parameters';
import { projectFields } from '../../fields/project';
import { evaluationIdOption, readQuery } from '../../fields/query';
import { firstRunFields, lookbackOption, readSinceLastRunOptions } from '../../fields/sinceLastRun';
import { aboutEvents, aboutFilters } from '../../tool/descriptions';
import { toItems } from '../items';
import type { Operation } from '../operation';
import { batchEncoderOf, batchEncoderOfBytes, isVerbatimText, toBatches } from './exportBatches';
import { encoderOf, encoderOfBytes, encoderOfScanned, isVerbatim, writeFiles } from './exportFile';
import { readEvents, readNewEvents, readScanned, type Extent } from './exportRun';

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
