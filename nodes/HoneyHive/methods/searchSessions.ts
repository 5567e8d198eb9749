import { DateTime } from 'luxon';
import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { Connections } from '../api/connections';
import type { HoneyHiveEvent } from '../events/event';
import { isText, onlySessions, type Filter } from '../events/filter';
import { sessionIdOf } from '../events/identity';
import type { LinkOf } from '../events/link';
import { readAll } from '../events/reading/readWindows';
import { shorten } from '../events/text';
import { startOf } from '../events/time';
import { visible } from '../events/visible';
import { locatedValue } from '../fields/parameters';
import { readProject } from '../fields/project';
import { toNodeError } from '../nodeError';

/** Short, because the user is waiting at an open dropdown. */
const connectOptions = { timeout: 30_000, maxRetries: 1 };

const pageSize = 50;

const maxNameCharacters = 100;

/** With its zone: while the user edits, n8n knows the zone of the instance and not that of the workflow. */
const timeFormat = 'yyyy-MM-dd HH:mm:ss ZZZZ';

/** All that is shown, and what a link needs. */
const projections = [
	'event_id',
	'session_id',
	'event_type',
	'event_name',
	'start_time',
	'project_id',
];

/**
 * Fills the list of sessions, the newest first: those whose name contains the text that the user types, or
 * whose ID it is.
 *
 * @param token UTC milliseconds up to which the list goes on
 */
export async function searchSessions(
	this: ILoadOptionsFunctions,
	filter = '',
	token?: string,
): Promise<INodeListSearchResult> {
	try {
		return await findSessions(this, filter.trim(), token);
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

async function findSessions(
	context: ILoadOptionsFunctions,
	text: string,
	token: string | undefined,
): Promise<INodeListSearchResult> {
	const honeyHive = await new Connections(context).open(connectOptions);
	const timezone = context.getTimezone();
	const get = (name: string) => locatedValue(context.getCurrentNodeParameter(name));
	const query = {
		project: readProject({ get, timezone }, honeyHive.generation),
		filters: [onlySessions, ...filtersFor(text)],
		range: token === undefined ? {} : { to: Number(token) },
		projections,
	};
	const sessions = await readAll(honeyHive.source(query), query.range, {
		maxEvents: pageSize,
		onHint: () => {},
	});
	const { shown, rest } = pageOf(sessions);
	return {
		results: shown.map((session) => choiceOf(session, timezone, honeyHive.linkOf)),
		...(rest !== undefined && { paginationToken: String(rest) }),
	};
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function filtersFor(text: string): Filter[] {
	if (text === '') return [];
	return uuid.test(text)
		? [isText('session_id', text)]
		: [{ field: 'event_name', type: 'string', operator: 'contains', value: text }];
}

/**
 * The sessions to show, and up to which moment the others began. Those of the last moment are left for
 * the next page, because there may be more of them.
 */
function pageOf(sessions: readonly HoneyHiveEvent[]): {
	shown: readonly HoneyHiveEvent[];
	rest?: number;
} {
	const last = momentOf(sessions.at(-1));
	if (sessions.length < pageSize || last === undefined) return { shown: sessions };
	const shown = sessions.filter((session) => momentOf(session) !== last);
	return shown.length > 0 ? { shown, rest: last } : { shown: sessions, rest: last - 1 };
}

/** The millisecond by which a session had begun: the ends of ranges are whole. */
function momentOf(session: HoneyHiveEvent | undefined): number | undefined {
	const start = session && startOf(session);
	return start === undefined ? undefined : Math.ceil(start);
}

function choiceOf(session: HoneyHiveEvent, zone: string, linkOf: LinkOf): INodeListSearchItems {
	const id = String(sessionIdOf(session) ?? '');
	const start = startOf(session);
	const time =
		start === undefined ? [] : [DateTime.fromMillis(start, { zone }).toFormat(timeFormat)];
	const name = typeof session.event_name === 'string' ? visible(session.event_name).trim() : '';
	return {
		name: [shorten(name || id, maxNameCharacters), ...time].join(' · '),
		value: id,
		url: linkOf(session),
	};
}
