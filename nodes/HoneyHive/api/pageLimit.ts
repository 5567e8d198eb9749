import type { Located } from '../events/event';
import { safeLimit, type Page, type PageRequest } from '../events/generation';
import { limitShownBy } from '../events/reading/pages';
import { rethrowUnless } from '../events/refusal';
import { ApiRefusal } from './errors';

type Fetch<Event extends Located> = (request: PageRequest) => Promise<Page<Event>>;

/**
 * What is known about the largest page that a deployment accepts. Everything that reads from it shares one,
 * so that it is found out only once.
 */
export class PageLimit {
	private isLowered = false;

	/**
	 * Fetches a page, which is smaller than requested if the deployment refuses large ones. Only a first
	 * page is made smaller: its `limit` states its size, and further pages must have the same size.
	 */
	async fetchOrLower<Event extends Located>(
		request: PageRequest,
		fetch: Fetch<Event>,
	): Promise<Page<Event>> {
		if (request.limit <= safeLimit || request.page > 1) return await fetch(request);
		if (!this.isLowered) {
			try {
				return await fetch(request);
			} catch (error) {
				rethrowUnlessBadRequest(error);
			}
		}
		// This is refused too if the reason is another one, such as a filter.
		const page = await fetch({ ...request, limit: safeLimit });
		this.isLowered = true;
		return { ...page, limit: safeLimit };
	}

	/** Fetches a page of just the requested size. @throws ApiRefusal that says so if it is too large */
	async fetchExactly<Event extends Located>(
		request: PageRequest,
		fetch: Fetch<Event>,
	): Promise<Page<Event>> {
		if (request.limit <= safeLimit) return await fetch(request);
		if (!this.isLowered) {
			try {
				return await fetch(request);
			} catch (error) {
				rethrowUnlessBadRequest(error);
			}
			await fetch({ ...request, limit: safeLimit });
			this.isLowered = true;
		}
		throw tooLarge(request.limit);
	}
}

/**
 * A hint for the user if a deployment may have silently returned less than a whole page. Exactly as many
 * events as the safe limit could also be all that match, unless the answer states another total.
 */
export function cutPageHint({ events, total }: Page<Located>, limit: number): string | undefined {
	const isComplete = limitShownBy({ events }, limit) === limit || total === events.length;
	if (isComplete) return undefined;
	return `HoneyHive returned ${safeLimit} events although 'Limit' is ${limit}, so this deployment may return at most ${safeLimit} per page. ${smallerPages}`;
}

/** A limit that is too large is a bad request, and so are others. */
function rethrowUnlessBadRequest(error: unknown): void {
	const refusal = rethrowUnless(ApiRefusal, error);
	if (refusal.httpCode !== '400') throw refusal;
}

const smallerPages = `Set 'Limit' to ${safeLimit} and read one 'Page' after another, or remove the option 'Page'.`;

function tooLarge(limit: number): ApiRefusal {
	return new ApiRefusal(
		'400',
		{ kind: 'final' },
		`'Limit' is ${limit}, but this HoneyHive deployment accepts at most ${safeLimit}`,
		smallerPages,
	);
}
