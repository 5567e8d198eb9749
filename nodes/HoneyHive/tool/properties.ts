import type { INodeProperties } from 'n8n-workflow';

import { shownToTools } from '../fields/options';

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
