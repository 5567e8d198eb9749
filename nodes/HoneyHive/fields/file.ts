import type { INodeProperties } from 'n8n-workflow';

import type { PartLimits } from '../events/file/parts';
import { display, Refusal } from '../events/refusal';
import { readChoice, readSwitch } from './values/choice';
import type { Parameters } from './parameters';
import { readWholeNumber } from './values/wholeNumber';

export const fileFields: INodeProperties[] = [
	{
		displayName: 'Output As',
		name: 'outputAs',
		type: 'options',
		options: [
			{ name: 'Items', value: 'items', description: 'Each event becomes an item' },
			{
				name: 'File',
				value: 'file',
				description: 'For more events than fit into memory: each item is a file of many events',
			},
		],
		default: 'items',
		description: 'Whether to return the events one by one or in files',
	},
	{
		displayName: 'File Format',
		name: 'fileFormat',
		type: 'options',
		options: [
			{ name: 'CSV', value: 'csv', description: 'A table; nested objects become dotted columns' },
			{ name: 'JSON', value: 'json', description: 'One list of events' },
			{
				name: 'NDJSON',
				value: 'ndjson',
				description: 'A line of JSON for each event. The fastest, for warehouses and data sets.',
			},
		],
		displayOptions: { show: { outputAs: ['file'] } },
		default: 'ndjson',
		description: 'How the events are written',
	},
];

const shownForFiles: INodeProperties['displayOptions'] = { show: { '/outputAs': ['file'] } };

const defaultProperty = 'data';

const megabyte = 1_000_000;

const defaultMegabytes = 64;

/** In queue mode n8n keeps a file in its database, which takes 512 MiB at most. */
const mostMegabytes = 512;

export const binaryPropertyOption: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	displayOptions: shownForFiles,
	default: defaultProperty,
	hint: 'The name of the output binary field to put the file in',
};

export const escapeFormulasOption: INodeProperties = {
	displayName: 'Escape Formulas',
	name: 'escapeFormulas',
	type: 'boolean',
	displayOptions: { show: { '/outputAs': ['file'], '/fileFormat': ['csv'] } },
	default: true,
	description:
		'Whether to put an apostrophe in front of text that a spreadsheet would run as a formula, such as =1+1',
};

export const partOptions: INodeProperties[] = [
	{
		displayName: 'Max Events per File',
		name: 'fileEvents',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: shownForFiles,
		default: 100000,
		description:
			'Begin another file after this many events. Without this option, only size counts.',
	},
	{
		displayName: 'Max Megabytes per File',
		name: 'fileMegabytes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: mostMegabytes },
		displayOptions: shownForFiles,
		default: defaultMegabytes,
		description:
			'Begin another file before one grows beyond this. A file is in memory while it is written.',
	},
];

const formats = { csv: 'CSV', json: 'JSON', ndjson: 'NDJSON' };
export type FileFormat = keyof typeof formats;

/** Files to write the events into. */
export interface FileOutput {
	readonly format: FileFormat;
	readonly limits: PartLimits;
	/** Of CSV: whether text that looks like a formula is made harmless. */
	readonly escapeFormulas: boolean;
	/** The field of an item's binary data that the file goes into. */
	readonly property: string;
}

/** Undefined where each event is to become an item. @throws Refusal */
export function readFileOutput(parameters: Parameters): FileOutput | undefined {
	const choices = { items: 'Items', file: 'File' };
	if (readChoice('Output As', parameters.get('outputAs'), choices, 'items') === 'items') {
		return undefined;
	}
	const { get } = parameters;
	const megabytes = get('options.fileMegabytes') ?? defaultMegabytes;
	return {
		format: readChoice('File Format', get('fileFormat'), formats, 'ndjson'),
		limits: {
			events: readMostEvents(get('options.fileEvents')),
			bytes: readWholeNumber('Max Megabytes per File', megabytes, 1, mostMegabytes) * megabyte,
		},
		escapeFormulas: readSwitch('Escape Formulas', get('options.escapeFormulas') ?? true),
		property: readProperty(get('options.binaryPropertyName') ?? defaultProperty),
	};
}

function readMostEvents(value: unknown): number {
	if (value === undefined) return Infinity;
	return readWholeNumber('Max Events per File', value, 1, Infinity);
}

function readProperty(value: unknown): string {
	const name = typeof value === 'string' ? value.trim() : '';
	if (name !== '') return name;
	throw new Refusal(
		`'Put Output File in Field' is ${display(value)}`,
		'Enter the name of a field, e.g. data, or remove the option.',
	);
}
