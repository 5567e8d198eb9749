import type { INodeProperties } from 'n8n-workflow';

import { toolDescriptions } from './descriptions';

/**
 * What is different where a model reads the answer: it pays for each character, and does not need
 * whole events to begin with.
 */
const forModels: Readonly<Record<string, Pick<INodeProperties, 'default' | 'description'>>> = {
	output: {
		default: 'simplified',
		description: 'How much of each event to return: raw events can be very long',
	},
	limit: {
		default: 20,
		description: 'Max number of events to return: a whole number, e.g. 20',
	},
};

/**
 * Completes the node's parameters for its use as a tool. Those with another default are there twice
 * under one name, and n8n takes the one that is shown. What is saved of a node that is no tool stays
 * as it is.
 */
export function withToolProperties(properties: readonly INodeProperties[]): INodeProperties[] {
	return [
		...descriptionProperties(),
		...properties.flatMap((property) => {
			const forModel = forModels[property.name];
			return forModel
				? [hiddenFromTools(property), shownToTools({ ...property, ...forModel })]
				: [property];
		}),
	];
}

/** Under this name n8n looks for what to tell the model, and adds a parameter only if there is none. */
function descriptionProperties(): INodeProperties[] {
	return Object.entries(toolDescriptions).flatMap(([resource, operations]) =>
		Object.entries(operations).map(([operation, description]) =>
			shownToTools({
				displayName: 'Tool Description',
				name: 'toolDescription',
				type: 'string',
				typeOptions: { rows: 3 },
				displayOptions: { show: { resource: [resource], operation: [operation] } },
				default: description,
				description: 'What the model is told of this tool. Add what it is to be used for.',
			}),
		),
	);
}

function shownToTools({ displayOptions, ...property }: INodeProperties): INodeProperties {
	const show = { ...displayOptions?.show, '@tool': [true] };
	return { ...property, displayOptions: { ...displayOptions, show } };
}

/** Hidden from tools rather than shown to others: older versions of n8n do not know tools apart. */
function hiddenFromTools({ displayOptions, ...property }: INodeProperties): INodeProperties {
	const hide = { ...displayOptions?.hide, '@tool': [true] };
	return { ...property, displayOptions: { ...displayOptions, hide } };
}
