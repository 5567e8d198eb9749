import { z } from 'zod';
import { OPERATORS, type Filter, type FilterType, type Operator } from './filters';
import type { Generation, Settings } from '../options';
import { Problem } from '../http/problem';
import { readEventTime, readIso } from '../data/times';

/** A read request, whichever generation it came by. */
export interface ReadRequest {
	project?: string;
	filters: Filter[];
	range?: { from: number; to: number };
	projections?: string[];
	limit: number;
	page: number;
	evaluationId?: string;
}

const isoDate = z
	.string()
	.refine(
		(text) => readIso(text) !== undefined,
		'must be an ISO 8601 date such as 2024-04-01T22:38:19.000Z',
	);
/** `format: date-time`: RFC 3339, so with a time and a zone. */
const dateTime = isoDate.refine(
	(text) => /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text),
	'must be a date-time such as 2024-04-01T22:38:19.000Z',
);
const page = z.number().int().min(1).default(1);
const projections = z.array(z.string().min(1)).optional();
const DEFAULT_LIMIT = 1_000;
/** The maximum depends on the host. */
const exportLimit = z.number().int().min(1).optional();

/** Spec 1.0.21, EventFilter. The value is text, whatever the type; the operators do not depend on it. */
const exportFilter = z
	.object({
		field: z.string().min(1),
		operator: z.enum(['is', 'is not', 'contains', 'not contains', 'greater than']),
		value: z.string(),
		type: z.enum(['string', 'number', 'boolean', 'id']),
	})
	.superRefine(checkValue);

/** Spec 1.1.0, SingleFilter: each type has its operators. */
const OPERATORS_OF: Record<Exclude<FilterType, 'id'>, readonly Operator[]> = {
	string: ['exists', 'not exists', 'is', 'is not', 'contains', 'not contains'],
	number: ['exists', 'not exists', 'is', 'is not', 'greater than', 'less than'],
	boolean: ['exists', 'not exists', 'is'],
	datetime: ['exists', 'not exists', 'is', 'is not', 'after', 'before'],
};
const v1Type = z.enum(['string', 'number', 'boolean', 'datetime']);
const v1Fields = {
	field: z.string().min(1),
	operator: z.enum(OPERATORS),
	// z.union alone would let an absent value pass as undefined in a transform; null must be said.
	value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
};
const v1Filter = z.object({ ...v1Fields, type: v1Type }).superRefine(checkV1);
/** Spec 1.9.0, EventSearchFilter: the type may be left out; then the operator or the value says it. */
const searchFilter = z
	.object({ ...v1Fields, type: v1Type.optional() })
	.transform((filter) => ({ ...filter, type: filter.type ?? guessType(filter) }))
	.superRefine(checkV1);

function guessType(
	filter: Pick<Filter, 'operator' | 'value'>,
): 'string' | 'number' | 'boolean' | 'datetime' {
	if (filter.operator === 'after' || filter.operator === 'before') return 'datetime';
	if (filter.operator === 'greater than' || filter.operator === 'less than') return 'number';
	if (typeof filter.value === 'number') return 'number';
	return typeof filter.value === 'boolean' ? 'boolean' : 'string';
}

function checkV1(filter: Filter, context: z.RefinementCtx): void {
	if (filter.type !== 'id' && !OPERATORS_OF[filter.type].includes(filter.operator)) {
		refuse(context, 'operator', `"${filter.operator}" cannot be used with type ${filter.type}`);
		return;
	}
	if (filter.operator !== 'exists' && filter.operator !== 'not exists') checkValue(filter, context);
}

/** The documents let any value pass; a database cannot compare a number with "abc". */
function checkValue(filter: Filter, context: z.RefinementCtx): void {
	const { value, type, operator } = filter;
	if (value === null) {
		if (operator !== 'is' && operator !== 'is not') {
			refuse(context, 'value', `null cannot be used with "${operator}"`);
		}
		return;
	}
	const text = String(value);
	const fits =
		(type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) ||
		(type === 'boolean' && (text === 'true' || text === 'false')) ||
		(type === 'datetime' && readEventTime(value) !== undefined) ||
		type === 'string' ||
		type === 'id';
	if (!fits) refuse(context, 'value', `${JSON.stringify(value)} is not a ${type}`);
}

function refuse(context: z.RefinementCtx, key: string, message: string): void {
	context.addIssue({ code: 'custom', path: [key], message });
}

const openRange = z.object({ $gte: isoDate.optional(), $lte: isoDate.optional() }).optional();
const closedRange = z.object({ $gte: isoDate, $lte: isoDate }).optional();

const BODIES = {
	/** Spec 1.0.21, POST /events/export. */
	export: z.object({
		project: z.string().min(1),
		filters: z.array(exportFilter),
		dateRange: openRange,
		projections,
		limit: exportLimit,
		page,
	}),
	/** Spec 1.1.0, POST /v1/events/export. */
	exportV1: z.object({
		project: z.string().min(1),
		filters: z.array(v1Filter),
		dateRange: closedRange,
		projections,
		limit: exportLimit,
		page,
	}),
	/** Spec 1.9.0, the same route, deprecated: no project, nothing required. */
	exportV2: z.object({
		filters: z.array(v1Filter).default([]),
		dateRange: closedRange,
		projections,
		limit: exportLimit,
		page,
		evaluation_id: z.string().optional(),
		ignore_order: z.boolean().optional(),
	}),
	/** Spec 1.9.0, POST /v1/events/search. The default limit is not documented; the exports' is taken. */
	search: z
		.object({
			filters: z.array(searchFilter).default([]),
			dateRange: z
				.object({ start_time: dateTime, end_time: dateTime })
				.transform(({ start_time, end_time }) => ({ $gte: start_time, $lte: end_time }))
				.optional(),
			limit: z.number().int().min(1).max(1000).default(DEFAULT_LIMIT),
			page,
			evaluation_id: z.string().optional(),
			ignore_order: z.boolean().optional(),
		})
		.strict(),
};

/** Reads and judges the body of a read. Throws a 400 {@link Problem} that names the key. */
export function readRequest(
	generation: Generation,
	{ exportV1Host, maxExportLimit }: Settings,
	body: unknown,
): ReadRequest {
	const isV2Export = generation === 'exportV1' && exportV1Host === 'v2';
	const schema = BODIES[isV2Export ? 'exportV2' : generation];
	const read = check<{
		project?: string;
		filters: Filter[];
		dateRange?: { $gte?: string; $lte?: string };
		projections?: string[];
		limit?: number;
		page: number;
		evaluation_id?: string;
	}>(schema, body);
	const { dateRange, evaluation_id: evaluationId, ...rest } = read;
	const limit = read.limit ?? Math.min(DEFAULT_LIMIT, maxExportLimit);
	if (generation !== 'search' && limit > maxExportLimit) {
		throw new Problem(400, `limit: Number must be less than or equal to ${maxExportLimit}`);
	}
	return { ...rest, limit, evaluationId, range: dateRange && readRange(dateRange) };
}

function readRange({ $gte, $lte }: { $gte?: string; $lte?: string }): ReadRequest['range'] {
	if ($gte === undefined && $lte === undefined) return undefined;
	return {
		from: $gte === undefined ? -Infinity : (readIso($gte) ?? NaN),
		to: $lte === undefined ? Infinity : (readIso($lte) ?? NaN),
	};
}

export type Checked<S extends z.ZodTypeAny> = z.output<S>;

/** The body as the schema reads it, or a 400 {@link Problem} that names the first wrong key. */
export function check<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, body: unknown): T {
	const read = schema.safeParse(body);
	if (read.success) return read.data;
	const issue = read.error.issues[0];
	const key = issue?.path.join('.') ?? '';
	throw new Problem(400, `${key === '' ? 'Request body' : key}: ${issue?.message ?? 'invalid'}`);
}
