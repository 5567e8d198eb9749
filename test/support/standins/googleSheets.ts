import { TokenEndpoint, identityHost, type ServiceAccount } from './googleToken';
import { InvalidArgument, type Cell, type RowRange, type Sheet } from './sheet';
import { isRecord, jsonObject, unknownKeys } from './site';
import type { Site, SiteAnswer, SiteRequest } from './site';

const sheetsHost = 'sheets.googleapis.com';

export const googleHosts = [identityHost, sheetsHost] as const;

export interface GoogleSheets {
	/** By host, for the gateway. */
	readonly sites: Readonly<Record<string, Site>>;
	/** Who may read and write the document. */
	readonly account: ServiceAccount;
}

/**
 * A Google Sheets document with one sheet in it: the routes that n8n appends rows with. Values have to
 * be RAW: anything else would make formulas of texts that begin with =.
 */
export function googleDocument(documentId: string, sheet: Sheet): GoogleSheets {
	const tokens = new TokenEndpoint('https://www.googleapis.com/auth/spreadsheets');
	const base = `/v4/spreadsheets/${documentId}`;

	function answer(request: SiteRequest): SiteAnswer {
		if (!tokens.accepts(request.headers.authorization)) {
			return refusal(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
		}
		try {
			const body = route(request);
			return body
				? { status: 200, body }
				: refusal(404, 'NOT_FOUND', 'Requested entity was not found.');
		} catch (error) {
			return error instanceof InvalidArgument
				? refusal(400, 'INVALID_ARGUMENT', error.message)
				: refusal(500, 'INTERNAL', String(error));
		}
	}

	function route({ method, path, query, text }: SiteRequest): object | undefined {
		const range = path.startsWith(`${base}/values/`)
			? decodeURIComponent(path.slice(base.length + '/values/'.length))
			: undefined;
		if (method === 'GET' && path === base) return { sheets: [{ properties: sheet.properties }] };
		if (method === 'POST' && path === `${base}:batchUpdate`) return appendRows(sheet, text);
		if (method === 'GET' && range !== undefined) return read(sheet, range);
		if (method === 'PUT' && range !== undefined) return write(sheet, range, query, text);
		return undefined;
	}

	return {
		sites: { [identityHost]: (request) => tokens.answer(request), [sheetsHost]: answer },
		account: tokens.account,
	};
}

function read(sheet: Sheet, range: string): object {
	const values = sheet.read(rowsOf(sheet, range));
	// Google leaves out the values of a range without any.
	return { range, majorDimension: 'ROWS', ...(values.length > 0 && { values }) };
}

function write(sheet: Sheet, range: string, query: URLSearchParams, text: string): object {
	const { values, ...body } = bodyOf(text, ['range', 'values']);
	if (body.range !== range) {
		throw new InvalidArgument('The range of the body is not the range of the address');
	}
	if (query.get('valueInputOption') !== 'RAW') throw new InvalidArgument('RAW values only');
	if (!isTable(values)) throw new InvalidArgument("Invalid value at 'data.values'");
	const rows = rowsOf(sheet, range);
	if (!rows) throw new InvalidArgument('Name the rows to write to');
	sheet.write(rows, values);
	return { updatedRange: range, updatedRows: values.length };
}

function appendRows(sheet: Sheet, text: string): object {
	const { requests } = bodyOf(text, ['requests']);
	const list: unknown[] = Array.isArray(requests) ? requests : [];
	for (const request of list) {
		const rows = isRecord(request) ? request.appendDimension : undefined;
		if (!isRecord(rows) || rows.dimension !== 'ROWS' || Number(rows.sheetId) !== sheet.sheetId) {
			throw new InvalidArgument('Only rows can be appended, and to this sheet');
		}
		sheet.appendRows(Number(rows.length));
	}
	return { replies: list.map(() => ({})) };
}

/** The rows that a range in A1 notation names; undefined when it names the sheet as a whole. */
function rowsOf(sheet: Sheet, range: string): RowRange | undefined {
	const [title = '', rows] = range.split('!');
	const [first, last] = rows?.split(':').map(Number) ?? [1, 1];
	const isRange = Number.isInteger(first) && Number.isInteger(last);
	if (title.replace(/^'(.*)'$/, '$1') !== sheet.title || !isRange) {
		throw new InvalidArgument(`Unable to parse range: ${range}`);
	}
	return rows === undefined ? undefined : { first: Number(first), last: Number(last) };
}

function bodyOf(text: string, known: readonly string[]): Readonly<Record<string, unknown>> {
	const body = jsonObject(text);
	if (body === undefined) throw new InvalidArgument('Invalid JSON payload received.');
	const [stranger] = unknownKeys(body, known);
	if (stranger === undefined) return body;
	throw new InvalidArgument(`Invalid JSON payload received. Unknown name "${stranger}"`);
}

function isTable(values: unknown): values is Cell[][] {
	return Array.isArray(values) && values.every((row) => Array.isArray(row) && row.every(isCell));
}

function isCell(value: unknown): value is Cell {
	return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function refusal(code: number, status: string, message: string): SiteAnswer {
	return { status: code, body: { error: { code, message, status } } };
}
