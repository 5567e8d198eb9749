import type { INodeProperties } from 'n8n-workflow';

/** How to send requests: most users never need these options. */
const lastNames = ['maxRetries', 'pageSize', 'concurrency', 'timeout'];

/** The collection of an operation's options, in alphabetical order as n8n wants it, the technical ones last. */
export function optionsField(...options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			...sorted(options.filter(({ name }) => !lastNames.includes(name))),
			...sorted(options.filter(({ name }) => lastNames.includes(name))),
		],
	};
}

function sorted(options: INodeProperties[]): INodeProperties[] {
	return options.sort((one, other) => one.displayName.localeCompare(other.displayName));
}

/** The same field, shown only when these conditions hold, too. */
export function shownWhen(
	field: INodeProperties,
	conditions: NonNullable<INodeProperties['displayOptions']>['show'],
): INodeProperties {
	const show = { ...conditions, ...field.displayOptions?.show };
	return { ...field, displayOptions: { ...field.displayOptions, show } };
}

/** The same field, hidden when one of these conditions holds, too. */
export function hiddenWhen(
	field: INodeProperties,
	conditions: NonNullable<INodeProperties['displayOptions']>['hide'],
): INodeProperties {
	const hide = { ...conditions, ...field.displayOptions?.hide };
	return { ...field, displayOptions: { ...field.displayOptions, hide } };
}

/** The same field, only for the node as a tool of an AI agent. */
export function shownToTools(field: INodeProperties): INodeProperties {
	return shownWhen(field, { '@tool': [true] });
}

/** Hidden from tools instead of shown to other nodes: older versions of n8n cannot distinguish tools. */
export function hiddenFromTools(field: INodeProperties): INodeProperties {
	return hiddenWhen(field, { '@tool': [true] });
}
