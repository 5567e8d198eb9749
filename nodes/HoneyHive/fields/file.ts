import type { INodeProperties } from 'n8n-workflow';

import type { PartLimits } from '../events/file/parts';
import { display, Refusal } from '../events/refusal';
import type { Parameters } from './parameters';
import { readSwitch } from './values/choice';
import { readText } from './values/text';
import { readWholeNumber } from './values/wholeNumber';

/** The formats in which each item is a file of many events. */
export const fileFormats = ['csv', 'json', 'ndjson'] as const;

const shownForFiles: INodeProperties['displayOptions'] = {
	show: { '/outputFormat': [...fileFormats] },
};

const shownForCsv: INodeProperties['displayOptions'] = { show: { '/outputFormat': ['csv'] } };

const defaultProperty = 'data';

const bytesPerMegabyte = 1_000_000;

const defaultMegabytes = 64;

/** In queue mode n8n stores a file in its database, which accepts 512 MiB at most. */
const maxMegabytes = 512;

/** The options of files, for whichever operation writes them. */
export const fileOptions: INodeProperties[] = [
	{
		displayName: 'Byte Order Mark',
		name: 'byteOrderMark',
		type: 'boolean',
		displayOptions: shownForCsv,
		// As in n8n's Convert to File: databases take the mark for a part of the first column's name.
		default: false,
		description:
			'Whether to begin the file with a mark from which Excel recognizes UTF-8, so that it shows letters such as é correctly',
	},
	{
		displayName: 'Escape Formulas',
		name: 'escapeFormulas',
		type: 'boolean',
		displayOptions: shownForCsv,
		default: true,
		description:
			'Whether to put an apostrophe before text that a spreadsheet would run as a formula, such as =1+1',
	},
	{
		displayName: 'Max Events per File',
		name: 'fileEvents',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: shownForFiles,
		default: 100000,
		description:
			'Start a new file after this many events. Without this option, only the size of a file is limited.',
	},
	{
		displayName: 'Max File Size (MB)',
		name: 'fileMegabytes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: maxMegabytes },
		displayOptions: shownForFiles,
		default: defaultMegabytes,
		description:
			'Start a new file before one exceeds this size. A file is kept in memory while it is written.',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		displayOptions: shownForFiles,
		default: defaultProperty,
		hint: 'The name of the output binary field to put the file in',
	},
	{
		displayName: 'Replace Invalid Characters',
		name: 'replaceInvalid',
		type: 'boolean',
		displayOptions: {
			show: { '/outputFormat': ['json', 'ndjson'], '/output': ['raw'] },
		},
		default: false,
		description:
			'Whether to replace characters that databases refuse (NUL and halves of surrogate pairs) by �. Events are then parsed and written again, so whole numbers above 2^53 lose digits.',
	},
];

export type FileFormat = (typeof fileFormats)[number];

/** The files to write the events into. */
export interface FileOutput {
	readonly format: FileFormat;
	readonly limits: PartLimits;
	/** For CSV: whether text that looks like a formula is made harmless. */
	readonly escapeFormulas: boolean;
	/** For CSV: whether files begin with a byte order mark. */
	readonly byteOrderMark: boolean;
	/** For NDJSON and JSON of raw events: whether they are written again, with storable text only. */
	readonly replaceInvalid: boolean;
	/** The field of an item's binary data for the file. */
	readonly property: string;
}

/** @throws Refusal */
export function readFileOutput({ get }: Parameters, format: FileFormat): FileOutput {
	const megabytes = get('options.fileMegabytes') ?? defaultMegabytes;
	const bounds = { min: 1, max: maxMegabytes };
	return {
		format,
		limits: {
			events: readMaxEvents(get('options.fileEvents')),
			bytes: readWholeNumber('Max File Size (MB)', megabytes, bounds) * bytesPerMegabyte,
		},
		escapeFormulas: readSwitch('Escape Formulas', get('options.escapeFormulas') ?? true),
		byteOrderMark: readSwitch('Byte Order Mark', get('options.byteOrderMark')),
		replaceInvalid: readSwitch('Replace Invalid Characters', get('options.replaceInvalid')),
		property: readProperty(get('options.binaryPropertyName') ?? defaultProperty),
	};
}

function readMaxEvents(value: unknown): number {
	return value === undefined ? Infinity : readWholeNumber('Max Events per File', value, { min: 1 });
}

function readProperty(value: unknown): string {
	const name = readText('Put Output File in Field', value);
	if (name !== '') return name;
	throw new Refusal(
		`'Put Output File in Field' is ${display(value)}`,
		'Enter the name of a field, e.g. data, or remove the option.',
	);
}
