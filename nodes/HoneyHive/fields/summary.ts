import type { INodeProperties } from 'n8n-workflow';

import type { SummaryPlan } from '../events/summary/summarize';
import { dateRangeFields } from './dateRange';
import { filterFields } from './filters/filters';
import { groupingFields, readGroupBy } from './grouping';
import { readingOptionFields } from './options';
import type { Parameters } from './parameters';
import { projectFields } from './project';
import { readThresholds, thresholdFields } from './thresholds';

export const summaryFields: INodeProperties[] = [
	...projectFields,
	...filterFields,
	...dateRangeFields,
	...groupingFields,
	...thresholdFields,
	...readingOptionFields,
];

/** @throws Refusal that names the field that is not as it should be */
export function readSummaryPlan(parameters: Parameters): SummaryPlan {
	return { groupBy: readGroupBy(parameters), alertWhen: readThresholds(parameters) };
}
