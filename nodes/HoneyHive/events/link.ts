import type { HoneyHiveEvent } from './event';
import { startOf } from './time';

/** Returns the URL of an event in HoneyHive's app; undefined where none can be made. */
export type LinkOf = (event: HoneyHiveEvent) => string | undefined;

/** What a credential says about the app of its deployment. */
export interface AppLocation {
	/** Of the API. */
	readonly baseUrl: string;
	/** Without a trailing slash; for deployments whose app cannot be told from the base URL. */
	readonly appUrl?: string;
	/** Otherwise the ID that the event states is used. */
	readonly projectId?: string;
}

/**
 * The URL of an event in HoneyHive's app; undefined where any part of it would have to be guessed.
 * A session is linked as its session event.
 *
 * The format is that of HoneyHive's own agent skills (cookbook, June 2026):
 * `{app}/p/{project_id}/traces/{sessions|completions|events}?event={id}&range={range}`
 *
 * @param now UTC milliseconds; determines how far back the link has to reach
 */
export function linkOf(
	location: AppLocation,
	event: HoneyHiveEvent,
	now: number,
): string | undefined {
	const app = appOf(location);
	const project = location.projectId ?? projectIdOf(event);
	const page = pageOf(event);
	if (app === undefined || project === undefined || page === undefined) return undefined;
	const range = rangeReaching(startOf(event), now);
	const id = encodeURIComponent(page.id);
	return `${app}/p/${encodeURIComponent(project)}/traces/${page.name}?event=${id}&range=${range}`;
}

/** The v1 cloud has another app, and no document describes the page of an event there. */
const hostWithoutLinks = 'api.honeyhive.ai';

/** Labels that are not a tenant's: they name parts of HoneyHive's shared cloud. */
const sharedLabel = /^(dp\d+|cp)$/;

/** The URL of the app, without a trailing slash. */
function appOf({ baseUrl, appUrl }: AppLocation): string | undefined {
	const host = new URL(baseUrl).hostname;
	if (host === hostWithoutLinks) return undefined;
	if (appUrl !== undefined) return appUrl;
	if (host === 'api.dp1.us.honeyhive.ai') return 'https://app.us.honeyhive.ai';
	const [, tenant] = /^api\.([^.]+)\.us\.honeyhive\.ai$/.exec(host) ?? [];
	if (tenant !== undefined) {
		return sharedLabel.test(tenant) ? undefined : `https://app.${tenant}.us.honeyhive.ai`;
	}
	const [, dedicated] = /^([^.]+)\.api\.honeyhive\.ai$/.exec(host) ?? [];
	return dedicated === undefined ? undefined : `https://${dedicated}.app.honeyhive.ai`;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A lower-case letter, an upper-case one and a digit among 24 characters, such as `peQ9-_5k2zXezKJ_cwO20KYx`. */
const randomId = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[\w-]{24}$/;

/**
 * The ID of an event's project. `project_id` may contain the project's name instead, which can look
 * like "customer-support-chatbot", so that only the two forms of IDs that are known are accepted.
 */
function projectIdOf({ project_id: id }: HoneyHiveEvent): string | undefined {
	if (typeof id !== 'string') return undefined;
	return uuid.test(id) || randomId.test(id) ? id : undefined;
}

/** IDs are UUIDs. A longer one could make a URL that neither a browser, Slack nor a spreadsheet accepts. */
const maxIdCharacters = 200;

/** Whether a URL can hold it: half of a surrogate pair cannot be encoded. */
function isLinkable(id: unknown): id is string {
	return (
		typeof id === 'string' &&
		id !== '' &&
		id.length <= maxIdCharacters &&
		!/\p{Surrogate}/u.test(id)
	);
}

/** The app has a page for sessions, one for model events, and one for all others. */
function pageOf(event: HoneyHiveEvent): { name: string; id: string } | undefined {
	const { event_type: type, event_id: eventId, session_id: sessionId } = event;
	if (typeof type !== 'string' || type === '') return undefined;
	const id = type === 'session' ? (sessionId ?? eventId) : eventId;
	if (!isLinkable(id)) return undefined;
	if (type === 'session') return { name: 'sessions', id };
	return { name: type === 'model' ? 'completions' : 'events', id };
}

/**
 * The ranges that the app knows, and how many days each of them certainly reaches back: months count as
 * 30 days. Left out are shorter ones, down to 1d, and 3m, which by this count is the same as 90d.
 */
const ranges: ReadonlyArray<readonly [name: string, days: number]> = [
	['30d', 30],
	['8w', 56],
	['12w', 84],
	['90d', 90],
	['24w', 168],
	['6m', 180],
	['12m', 360],
];

const day = 24 * 60 * 60 * 1000;

/**
 * A range counts back from the day on which the link is opened. In a message, a ticket or a sheet, that can
 * be weeks after it was made.
 */
const headroom = 30 * day;

/**
 * The smallest range that still reaches an event's start after the headroom. Without a range, the app would
 * show the last 7 days.
 */
function rangeReaching(start: number | undefined, now: number): string {
	if (start === undefined) return 'AllTime';
	const age = now + headroom - start;
	const [name] = ranges.find(([, days]) => age < days * day) ?? [];
	return name ?? 'AllTime';
}
