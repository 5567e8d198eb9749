/** The columns of a table of simplified events, in order. */
export const SIMPLIFIED_COLUMNS = [
	'event_name',
	'event_type',
	'start_time',
	'status',
	'error_message',
	'duration_ms',
	'model',
	'cost',
	'total_tokens',
	'input',
	'output',
	'session_id',
	'event_id',
	'url',
];
