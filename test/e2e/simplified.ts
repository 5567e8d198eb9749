/** The columns of a table of simplified events, in order. */
export const SIMPLIFIED_COLUMNS = [
	'event_id',
	'session_id',
	'event_type',
	'event_name',
	'start_time',
	'duration_ms',
	'model',
	'cost',
	'total_tokens',
	'status',
	'url',
];
