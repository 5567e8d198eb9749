import { condition, json, type Case } from './cases';

/** Comparisons that cannot hold, or that the API version lacks. No request is sent. */
export const comparisonRefusals: Case[] = [
	[
		'a comparison of text with a number',
		'search',
		condition({ field: 'event_name', type: 'string', operator: 'greater than', value: '0.01' }),
		"'Filters' condition 1 has the 'Operator' 'Is Greater Than', which is not possible with the type Text [item 0]",
		"Choose another 'Type', or one of: Is, Is Not, Contains, Does Not Contain, Exists, Does Not Exist.",
	],
	[
		'a comparison of a number with text, without a type',
		'export',
		condition({ field: 'metadata.cost', operator: 'greater than', value: 'cheap' }),
		"'Filters' condition 1 has the 'Value' 'cheap', which is not a number [item 0]",
		"Enter a number, or choose another 'Type'.",
	],
	[
		'a comparison with text of a field whose type is not known',
		'export',
		condition({ field: 'metrics.score', operator: 'greater than', value: 'high' }),
		"'Filters' condition 1 has the 'Value' 'high', which is not a number [item 0]",
		"Enter a number, or choose another 'Type'.",
	],
	[
		'a known number that contains something',
		'export',
		json('[{"field": "duration", "operator": "contains", "value": "5"}]'),
		"'Filters (JSON)' entry 1 has the 'Operator' 'contains', which is not possible with the type number [item 0]",
		"Choose another 'Type', or one of: is, is not, greater than.",
	],
	[
		'a comparison that another API version has',
		'export',
		json('[{"field": "duration", "operator": "less than", "value": 5}]'),
		"'Filters (JSON)' entry 1 has the 'Operator' 'less than', which needs Self-Hosted V1 or Data Plane V2, but the credential has Cloud V1 [item 0]",
		'Choose one of: is, is not, greater than.',
	],
	[
		'a time where the API version has none',
		'export',
		condition({ field: 'start_time', operator: 'after', value: '2026-01-01' }),
		"'Filters' condition 1 has the 'Type' Date & Time, which Cloud V1 does not support [item 0]",
		"Choose one of: Text, Number, Boolean, Object ID. To filter by the start of events, use 'Date Range'.",
	],
	[
		'an operator that does not exist',
		'search',
		json('[{"field": "duration", "operator": ">", "value": 5}]'),
		"'Filters (JSON)' entry 1 has the 'Operator' '>', which does not exist [item 0]",
		'Choose one of: is, is not, contains, not contains, greater than, less than, after, before, exists, not exists.',
	],
];
