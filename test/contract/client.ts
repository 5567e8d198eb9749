import { request } from 'undici';
import { GOOD_KEY, type Emulator, type Generation, type HoneyHiveEvent } from '../emulator';
import { generations } from '../support/hostUnderTest';

/** A client that knows only the address and the key of the emulator. */
export interface Reply {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	text: string;
	json: ReplyBody;
}

export interface ReplyBody {
	events: HoneyHiveEvent[];
	totalEvents?: number;
	count?: number;
	message?: string;
	[key: string]: unknown;
}

interface Sending {
	key?: string | null;
	contentType?: string;
	raw?: string;
}

export async function send(
	emulator: Pick<Emulator, 'url'>,
	route: string,
	body?: unknown,
	{ key = GOOD_KEY, contentType = 'application/json', raw }: Sending = {},
): Promise<Reply> {
	const [method = 'GET', path = '/'] = route.split(' ');
	const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
	const response = await request(emulator.url + path, {
		method: method as 'GET' | 'POST' | 'PUT' | 'DELETE',
		headers: {
			...(key === null ? {} : { authorization: `Bearer ${key}` }),
			...(text === undefined ? {} : { 'content-type': contentType }),
		},
		body: text,
	});
	const answered = await response.body.text();
	return {
		status: response.statusCode,
		headers: response.headers,
		text: answered,
		json: parse(answered),
	};
}

function parse(text: string): ReplyBody {
	try {
		return JSON.parse(text) as ReplyBody;
	} catch {
		return { events: [] };
	}
}

export const PROJECT = 'Demo Project';

/** The minimal body of an export. */
export function asking(more: object = {}): object {
	return { project: PROJECT, filters: [], ...more };
}

const readOf: Readonly<Record<Generation, readonly [route: string, body: object]>> = {
	export: ['POST /events/export', asking()],
	exportV1: ['POST /v1/events/export', asking()],
	search: ['POST /v1/events/search', {}],
};

/** The routes that read events on the host under test, each with its smallest body. */
export const reads = generations.map((generation) => readOf[generation]);

/** The one of tests that are about no route in particular. */
export const [[READ, smallest] = readOf.export] = reads;

/** Reads by that route. */
export async function read(emulator: Pick<Emulator, 'url'>, more: object = {}): Promise<Reply> {
	return await send(emulator, READ, { ...smallest, ...more });
}

export function idsOf(events: readonly HoneyHiveEvent[]): string[] {
	return events.map((event) => event.event_id ?? '');
}
