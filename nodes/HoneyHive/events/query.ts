import { z } from 'zod';

import { filterSchema } from './filter';
import { timeRangeSchema } from './time';

/** Which events, and which of their fields: all that a user chose, in one validated value. */
export const eventQuerySchema = z.object({
	/** Name of the project; absent where the API key decides. */
	project: z.string().min(1).optional(),
	filters: z.array(filterSchema),
	range: timeRangeSchema,
	/** Dotted paths to return, `event_id` among them; absent for whole events. */
	projections: z.array(z.string().min(1)).optional(),
	/** Narrows the query to one experiment run. */
	evaluationId: z.string().min(1).optional(),
});
export type EventQuery = z.infer<typeof eventQuerySchema>;
