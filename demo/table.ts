import type { IDataObject } from 'n8n-workflow';

interface Column {
	readonly title: string;
	readonly width: number;
	readonly right?: boolean;
	readonly text: (event: IDataObject) => string;
}

/** A hundred characters wide, including the gaps. */
const COLUMNS: readonly Column[] = [
	{
		title: 'Start (UTC)',
		width: 16,
		text: ({ start_time }) => String(start_time).slice(0, 16).replace('T', ' '),
	},
	{ title: 'Type', width: 7, text: ({ event_type }) => String(event_type) },
	{ title: 'Name', width: 18, text: ({ event_name }) => String(event_name) },
	{ title: 'Model', width: 13, text: ({ model }) => String(model ?? '') },
	{ title: 'ms', width: 6, right: true, text: ({ duration_ms }) => number(duration_ms, 0) },
	{ title: 'Tokens', width: 6, right: true, text: ({ total_tokens }) => number(total_tokens, 0) },
	{ title: 'Cost $', width: 7, right: true, text: ({ cost }) => number(cost, 5) },
	{
		title: 'Status',
		width: 13,
		text: ({ status, error_message }) => String(error_message ?? status),
	},
];
const GAP = '  ';

/** The events that started last, of simplified events. */
export function newestOf(events: readonly IDataObject[], count: number): IDataObject[] {
	const start = ({ start_time }: IDataObject) => String(start_time);
	return [...events].sort((one, other) => start(other).localeCompare(start(one))).slice(0, count);
}

/** Simplified events as a table, oldest first, each session before its events. */
export function tableOf(events: readonly IDataObject[]): string {
	const key = ({ start_time, event_type }: IDataObject) =>
		`${String(start_time)} ${event_type === 'session' ? 0 : 1}`;
	const rows = [...events].sort((one, other) => key(one).localeCompare(key(other)));
	return [
		line(({ title }) => title),
		line(({ width }) => '─'.repeat(width)),
		...rows.map((event) => line(({ text }) => text(event))),
	].join('\n');
}

function line(content: (column: Column) => string): string {
	const cells = COLUMNS.map((column) => cell(column, content(column)));
	return cells.join(GAP).trimEnd();
}

function cell({ width, right }: Column, text: string): string {
	const fitting = text.length > width ? `${text.slice(0, width - 1)}…` : text;
	return right ? fitting.padStart(width) : fitting.padEnd(width);
}

function number(value: unknown, digits: number): string {
	return typeof value === 'number' ? value.toFixed(digits) : '';
}
