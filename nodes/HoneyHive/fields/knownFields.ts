import type { INodePropertyOptions } from 'n8n-workflow';

/** Fields with one value, as HoneyHive's documentation names them, those that are asked for most first. */
export const knownFields: readonly INodePropertyOptions[] = [
	{ name: 'Event Type', value: 'event_type' },
	{ name: 'Event Name', value: 'event_name' },
	{ name: 'Session ID', value: 'session_id' },
	{ name: 'Event ID', value: 'event_id' },
	{ name: 'Parent ID', value: 'parent_id' },
	{ name: 'Source', value: 'source' },
	{ name: 'Error', value: 'error' },
	{ name: 'Start Time', value: 'start_time' },
	{ name: 'End Time', value: 'end_time' },
	{ name: 'Duration', value: 'duration' },
	{ name: 'Model', value: 'config.model' },
	{ name: 'Provider', value: 'config.provider' },
	{ name: 'Cost', value: 'metadata.cost' },
	{ name: 'Total Tokens', value: 'metadata.total_tokens' },
	{ name: 'Prompt Tokens', value: 'metadata.prompt_tokens' },
	{ name: 'Completion Tokens', value: 'metadata.completion_tokens' },
	{ name: 'Rating', value: 'feedback.rating' },
	{ name: 'Run ID', value: 'metadata.run_id' },
	{ name: 'Project ID', value: 'project_id' },
];

/** Fields that hold other fields, or a list. */
export const knownObjects: readonly INodePropertyOptions[] = [
	{ name: 'Children IDs', value: 'children_ids' },
	{ name: 'Config', value: 'config' },
	{ name: 'Feedback', value: 'feedback' },
	{ name: 'Inputs', value: 'inputs' },
	{ name: 'Metadata', value: 'metadata' },
	{ name: 'Metrics', value: 'metrics' },
	{ name: 'Outputs', value: 'outputs' },
	{ name: 'User Properties', value: 'user_properties' },
];
