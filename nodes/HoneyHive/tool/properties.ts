import type { INodeProperties } from 'n8n-workflow';

/**
 * What is different when a model reads the answer: it pays for each character, and usually does not need
 * whole events.
 */
const toolDefaults: Readonly<Record<string, Pick<INodeProperties, 'default' | 'description'>>> = {
	output: {
		default: 'simplified',
		description: 'How much of each event to return: raw events can be very long',
	},
	updateType: {
		default: 'json',
		description: 'How to enter what to write: a model can fill in JSON as a whole',
	},
	limit: {
		default: 20,
		description: 'Max number of events to return: a whole number, e.g. 20',
	},
};

/**
 * Gives a field its default for tools. A field with another default is there twice under one name, and
 * n8n takes the one that is shown. The saved parameters of a node that is not a tool stay the same.
 */
export function withToolDefaults(field: INodeProperties): INodeProperties[] {
	const forTools = toolDefaults[field.name];
	return forTools ? [hiddenFromTools(field), shownToTools({ ...field, ...forTools })] : [field];
}

/** n8n looks for what to tell the model under this name, and adds a field itself only if there is none. */
export function toolDescriptionField(description: string): INodeProperties {
	return shownToTools({
		displayName: 'Tool Description',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 3 },
		default: description,
		description: 'What the model is told about this tool. Add when to use it.',
	});
}

function shownToTools({ displayOptions, ...field }: INodeProperties): INodeProperties {
	const show = { ...displayOptions?.show, '@tool': [true] };
	return { ...field, displayOptions: { ...displayOptions, show } };
}

/** Hidden from tools instead of shown to other nodes: older versions of n8n cannot distinguish tools. */
function hiddenFromTools({ displayOptions, ...field }: INodeProperties): INodeProperties {
	const hide = { ...displayOptions?.hide, '@tool': [true] };
	return { ...field, displayOptions: { ...displayOptions, hide } };
}
