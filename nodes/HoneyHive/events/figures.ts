import type { HoneyHiveEvent } from './event';
import { readerOf } from './path';

/**
 * What an event states about its cost, tokens, duration, model and failure. No other file knows where in an event
 * these stand: tracers use several names, and some write them as literal keys with dots.
 *
 * The names are those of HoneyHive's semantic conventions (`input_tokens` is preferred over the older
 * `prompt_tokens`) and of OpenTelemetry (`gen_ai.usage.…`).
 */

export const figureNames = ['cost', 'prompt_tokens', 'completion_tokens', 'total_tokens'] as const;
export type FigureName = (typeof figureNames)[number];

/** Cost in US dollars, as HoneyHive calculates it, and tokens. Undefined where the event states none. */
export type Figures = Readonly<Record<FigureName, number | undefined>>;

const figurePlaces: Readonly<Record<FigureName, readonly string[]>> = {
	cost: ['metadata.cost'],
	prompt_tokens: [
		'metadata.prompt_tokens',
		'metadata.input_tokens',
		'metadata.gen_ai.usage.input_tokens',
		'metadata.gen_ai.usage.prompt_tokens',
	],
	completion_tokens: [
		'metadata.completion_tokens',
		'metadata.output_tokens',
		'metadata.gen_ai.usage.output_tokens',
		'metadata.gen_ai.usage.completion_tokens',
	],
	total_tokens: ['metadata.total_tokens', 'metadata.gen_ai.usage.total_tokens'],
};

const modelPlaces = [
	'config.model',
	'metadata.model_name',
	'metadata.response_model',
	'metadata.model',
];

const toolStatusPlace = 'metadata.tool.status';
const returnCodePlace = 'outputs.tool_response.returnCode';

/**
 * The fields that the figures and failures are read from. The whole metadata, because a path cannot
 * request a literal key with dots from every server.
 */
export const figurePaths: readonly string[] = ['error', 'metadata'];

/** The further field that shows the failure of a tool. */
export const toolFailurePaths: readonly string[] = [returnCodePlace];

type Reader = (event: HoneyHiveEvent) => unknown;

const figureReaders: Readonly<Record<FigureName, readonly Reader[]>> = {
	cost: figurePlaces.cost.map(readerOf),
	prompt_tokens: figurePlaces.prompt_tokens.map(readerOf),
	completion_tokens: figurePlaces.completion_tokens.map(readerOf),
	total_tokens: figurePlaces.total_tokens.map(readerOf),
};

export interface StatedFigures {
	readonly source: FigureSource;
	readonly figures: Figures;
	/** The figures that the event states in a form that is not a number, such as "free". */
	readonly unreadable: readonly FigureName[];
}

/** Reads the figures of an event. Where the total of the tokens is not stated, it is their sum. */
export function readFigures(event: HoneyHiveEvent): StatedFigures {
	const unreadable: FigureName[] = [];
	const read = (name: FigureName) => {
		const value = readFigure(event, name);
		if (value !== 'unreadable') return value;
		unreadable.push(name);
		return undefined;
	};
	const cost = read('cost');
	const prompt = read('prompt_tokens');
	const completion = read('completion_tokens');
	const hasParts = prompt !== undefined || completion !== undefined;
	const total = read('total_tokens');
	const figures = {
		cost,
		prompt_tokens: prompt,
		completion_tokens: completion,
		total_tokens: total ?? (hasParts ? (prompt ?? 0) + (completion ?? 0) : undefined),
	};
	return { source: figureSourceOf(event), figures, unreadable };
}

function readFigure(event: HoneyHiveEvent, name: FigureName): number | 'unreadable' | undefined {
	let isStated = false;
	for (const read of figureReaders[name]) {
		const value = read(event);
		if (value === undefined || value === null || value === '') continue;
		const number = numberIn(value);
		if (number !== undefined) return number;
		isStated = true;
	}
	return isStated ? 'unreadable' : undefined;
}

const decimal = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** A number, or text that spells one: some tracers send costs and tokens as text. */
export function numberIn(value: unknown): number | undefined {
	const number =
		typeof value === 'string' && decimal.test(value.trim()) ? Number(value.trim()) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** How long an event took, in milliseconds. A negative duration shows that a clock was wrong. */
export function durationOf({ duration }: HoneyHiveEvent): number | undefined {
	const number = numberIn(duration);
	return number !== undefined && number >= 0 ? number : undefined;
}

const modelReaders = modelPlaces.map(readerOf);

/** The name of the model, unless it is stated as "unknown", as tracers do for tools. */
export function modelOf(event: HoneyHiveEvent): string | undefined {
	return modelReaders
		.map((read) => read(event))
		.find(
			(value): value is string => typeof value === 'string' && !/^\s*(unknown)?\s*$/i.test(value),
		);
}

/** The `error` of an event as text. One that is empty, false or null is not a failure. */
export function errorOf({ error }: HoneyHiveEvent): string | undefined {
	if (error === undefined || error === null || error === false) return undefined;
	if (typeof error === 'string') return error.trim() === '' ? undefined : error;
	const isEmpty = typeof error === 'object' && Object.keys(error).length === 0;
	return isEmpty ? undefined : JSON.stringify(error);
}

const toolStatusOf = readerOf(toolStatusPlace);
const returnCodeOf = readerOf(returnCodePlace);

/**
 * The failure of a tool that its event does not state as `error`: coding agents report a status or the
 * return code of a command.
 */
function toolFailureOf(event: HoneyHiveEvent): string | undefined {
	if (toolStatusOf(event) === 'failure') return 'The tool reported a failure';
	const code = numberIn(returnCodeOf(event));
	return code === undefined || code === 0 ? undefined : `The tool ended with the code ${code}`;
}

/** What counts as a failure. */
export interface FailureOptions {
	/** Whether the failure of a tool counts that its event does not state as an error. */
	readonly countToolFailures: boolean;
}

export const onlyErrors: FailureOptions = { countToolFailures: false };

/** What went wrong in an event, as text; undefined if nothing did. */
export function failureOf(
	event: HoneyHiveEvent,
	{ countToolFailures }: FailureOptions,
): string | undefined {
	return errorOf(event) ?? (countToolFailures ? toolFailureOf(event) : undefined);
}

/**
 * Where the figures of several events come from. Sessions and agents (chains, tools) repeat the sum of
 * the model events below them, so that adding up all of them would count everything twice: only the
 * first of these sources that states a figure counts for it.
 */
export const figureSources = ['model', 'other', 'session'] as const;
export type FigureSource = (typeof figureSources)[number];

function figureSourceOf({ event_type }: HoneyHiveEvent): FigureSource {
	return event_type === 'model' || event_type === 'session' ? event_type : 'other';
}
