import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { HoneyHiveEvent, Located } from '../../events/event';
import { CsvEncoder } from '../../events/file/csv';
import type { Encoder } from '../../events/file/encoder';
import { fileNameOf, type FileSubject } from '../../events/file/fileName';
import { JsonEncoder, lines, list, verbatim } from '../../events/file/json';
import { writeParts, type Part } from '../../events/file/parts';
import { storableJson } from '../../events/file/text';
import { messageOf, Refusal } from '../../events/refusal';
import type { ScannedEvent } from '../../events/scan/scanEvent';
import { leadingColumns, type Output, type Shape } from '../../events/shape/shape';
import { toIso } from '../../events/time';
import type { FileFormat, FileOutput } from '../../fields/file';

const mimeTypes: Readonly<Record<FileFormat, string>> = {
	csv: 'text/csv',
	json: 'application/json',
	ndjson: 'application/x-ndjson',
};

/** Whether the events can go into the file as they are received, without parsing them. */
export function isVerbatim({ format, replaceInvalid }: FileOutput, output: Output): boolean {
	return format !== 'csv' && !replaceInvalid && output.kind === 'raw' && !output.flatten;
}

/** Writes events that are still bytes. */
export function encoderOfBytes({ format }: FileOutput): Encoder<ScannedEvent> {
	return new JsonEncoder(format === 'json' ? list : lines, verbatim);
}

/** Writes events that are still bytes after they were parsed, when their turn comes. */
export function encoderOfScanned(
	encoder: Encoder<HoneyHiveEvent>,
	parse: (event: ScannedEvent) => HoneyHiveEvent,
): Encoder<ScannedEvent> {
	return {
		add: (event, maxBytes) => encoder.add(parse(event), maxBytes),
		finish: () => encoder.finish(),
	};
}

/** Writes events after they were shaped. */
export function encoderOf(
	{ format, escapeFormulas, byteOrderMark }: FileOutput,
	output: Output,
	shape: Shape,
	onHint: (hint: string) => void,
): Encoder<HoneyHiveEvent> {
	if (format === 'csv') {
		const columns = leadingColumns(output);
		return new CsvEncoder({ shape, columns, escapeFormulas, byteOrderMark, onHint });
	}
	const toJson = (event: HoneyHiveEvent) => Buffer.from(storableJson(shape(event)));
	return new JsonEncoder(format === 'json' ? list : lines, toJson);
}

/**
 * Writes events into files, each of which becomes an item.
 *
 * @throws Refusal when n8n cannot store a file, and whatever the events throw
 */
export async function* writeFiles<Event extends Located>(
	context: IExecuteFunctions,
	item: number,
	batches: AsyncIterable<readonly Event[]>,
	encoder: Encoder<Event>,
	file: FileOutput,
	subject: FileSubject,
): AsyncGenerator<INodeExecutionData[]> {
	for await (const part of writeParts(batches, encoder, file.limits)) {
		const fileName = fileNameOf(subject, part.number, file.format);
		const binary = await store(context, part, fileName, mimeTypes[file.format]);
		yield [
			{
				json: describe(part, fileName, file.format),
				binary: { [file.property]: binary },
				pairedItem: { item },
			},
		];
	}
}

function describe(part: Part, fileName: string, format: FileFormat) {
	const { number, events, content } = part;
	return {
		file_name: fileName,
		format,
		part: number,
		events,
		bytes: content.length,
		...timesOf(part),
	};
}

/** When the first and the last event of a part started, as its item says so. */
export function timesOf({
	firstTime,
	lastTime,
}: Pick<Part, 'firstTime' | 'lastTime'>): Readonly<
	Record<'first_time' | 'last_time', string | null>
> {
	return {
		first_time: firstTime === undefined ? null : toIso(firstTime),
		last_time: lastTime === undefined ? null : toIso(lastTime),
	};
}

async function store(
	context: IExecuteFunctions,
	part: Part,
	fileName: string,
	mimeType: string,
): Promise<IBinaryData> {
	const { content } = part;
	try {
		const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
		return await context.helpers.prepareBinaryData(bytes, fileName, mimeType);
	} catch (error) {
		throw notStored(part, fileName, error);
	}
}

function notStored({ number, events, content }: Part, fileName: string, error: unknown): Refusal {
	return new Refusal(
		`n8n could not store file ${number}, '${fileName}', with ${events} events in ${content.length} bytes: ${messageOf(error)}`,
		"Check the free space where n8n stores binary data, or set 'Max File Size (MB)' in the options to a smaller number. The files before it are complete.",
	);
}
