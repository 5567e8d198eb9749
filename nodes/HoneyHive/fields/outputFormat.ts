import { readBatchOutput, type BatchOutput } from './batches';
import { readFileOutput, type FileOutput } from './file';
import { hiddenFromTools } from './options';
import type { Parameters } from './parameters';
import { choices } from './values/choice';

const formats = choices([
	{ name: 'Items', value: 'items', description: 'Each event becomes an item' },
	{
		name: 'Batches',
		value: 'batches',
		description: 'Each item contains many events, as a list or as JSON text',
	},
	{
		name: 'CSV File',
		value: 'csv',
		description: 'A table, with nested objects as columns with dotted names',
	},
	{ name: 'JSON File', value: 'json', description: 'One list of events' },
	{
		name: 'NDJSON File',
		value: 'ndjson',
		description: 'One line of JSON for each event, for warehouses and data sets',
	},
]);

/** A model asks for a few events, and cannot read files. */
export const outputFormatField = hiddenFromTools({
	displayName: 'Output Format',
	name: 'outputFormat',
	type: 'options',
	options: formats.options,
	default: 'items',
	description:
		'Whether to return the events one by one, many per item, which is much faster for the nodes that follow, or in files, which hold more events than fit into memory',
});

/** What the events go into. */
export type OutputFormat =
	| { readonly kind: 'items' }
	| ({ readonly kind: 'batches' } & BatchOutput)
	| ({ readonly kind: 'files' } & FileOutput);

/** @throws Refusal */
export function readOutputFormat(parameters: Parameters): OutputFormat {
	const format = formats.read('Output Format', parameters.get('outputFormat'), 'items');
	switch (format) {
		case 'items':
			return { kind: 'items' };
		case 'batches':
			return { kind: 'batches', ...readBatchOutput(parameters) };
		default:
			return { kind: 'files', ...readFileOutput(parameters, format) };
	}
}
