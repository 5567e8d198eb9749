import { z } from 'zod';

import { filterSchema } from './filter';
import { quickFiltersSchema } from './quickFilters';
import { timeRangeSchema } from './time';

/** Which events, and which of their fields: everything that the user chose, as one validated value. */
export const eventQuerySchema = z.object({
	/** Name of the project; absent where the API key determines it. */
	project: z.string().min(1).optional(),
	filters: z.array(filterSchema),
	/** What each event must be checked against, because the filters may return others too; absent if they cannot. */
	check: quickFiltersSchema.optional(),
	range: timeRangeSchema,
	/** Dotted paths to return, including `event_id`; absent for whole events. */
	projections: z.array(z.string().min(1)).optional(),
	/** Narrows the query to one experiment run. */
	evaluationId: z.string().min(1).optional(),
});
export type EventQuery = z.infer<typeof eventQuerySchema>;
