import type { INodeProperties } from 'n8n-workflow';

import { display, Refusal } from '../events/refusal';
import { shownWhen } from '../fields/options';
import { toolDescriptionField } from '../tool/properties';
import { event } from './event';
import type { Operation, Resource } from './operation';
import { session } from './session';

const resources: readonly Resource[] = [event, session];

/** The node's parameters: the dropdowns, and the fields of each operation. */
export const resourceProperties: INodeProperties[] = [
	...resources.flatMap((resource) =>
		resource.operations.map((operation) =>
			shownFor(resource, operation, toolDescriptionField(operation.toolDescription)),
		),
	),
	dropdown({
		displayName: 'Resource',
		name: 'resource',
		options: resources.map(({ name, value }) => ({ name, value })),
		default: event.value,
	}),
	...resources.flatMap((resource) => [
		operationField(resource),
		...resource.operations.flatMap((operation) =>
			operation.fields.map((field) => shownFor(resource, operation, field)),
		),
	]),
];

function operationField({
	value: resource,
	operations,
	defaultOperation,
}: Resource): INodeProperties {
	const options = operations.map(({ name, value, action, description }) => ({
		name,
		value,
		action,
		description,
	}));
	return dropdown({
		displayName: 'Operation',
		name: 'operation',
		displayOptions: { show: { resource: [resource] } },
		options,
		default: defaultOperation.value,
	});
}

function dropdown(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'displayOptions' | 'options' | 'default'>,
): INodeProperties {
	return { ...field, type: 'options', noDataExpression: true };
}

function shownFor(resource: Resource, operation: Operation, field: INodeProperties) {
	return shownWhen(field, { resource: [resource.value], operation: [operation.value] });
}

/** Undefined when this version of the node does not have the operation. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}

/** @throws Refusal when this version of the node does not have the operation */
export function operationOf(resource: string, operation: string): Operation {
	const found = findOperation(resource, operation);
	if (found) return found;
	throw new Refusal(
		`This node has no 'Operation' ${display(operation)} for the 'Resource' ${display(resource)}`,
		'Open the node and choose both again.',
	);
}
