import { parseUrl } from './parseUrl';

/** Where a link into HoneyHive's app leads. */
export interface LinkTarget {
	/** One of those that show events, by its name, or the path of another one, such as `datasets/7`. */
	readonly page: string;
	/** Of the session or the event; undefined where the page shows something else, or many of them. */
	readonly id: string | undefined;
}

/** Sessions, model events and other events have a page each. */
const eventPages = ['sessions', 'completions', 'events'];

/**
 * Reads a link that a user copied in HoneyHive's app; undefined for anything that is not a link. Today's links are
 * those that `linkOf` makes. Older ones have the ID in their path: `/traces/sessions/{id}/{range}`,
 * `/datastore/sessions/{id}/{project_id}` and `/{project}/sessions/{id}`.
 */
export function linkTargetOf(value: unknown): LinkTarget | undefined {
	if (typeof value !== 'string' || !/^\s*https?:\/\//i.test(value)) return undefined;
	const link = parseUrl(value.trim());
	if (!link) return undefined;
	const path = link.pathname.replace(/^.*\/p\/[^/]+/, '');
	const parts = path.split('/').filter((part) => part !== '');
	// The first part can be the name of a project, which can be that of a page.
	const place = parts.findIndex((part, index) => index > 0 && eventPages.includes(part));
	const [page, idInPath] = parts.slice(place);
	if (place === -1 || page === undefined) return { page: parts.join('/'), id: undefined };
	return { page, id: link.searchParams.get('event') || idInPath };
}
