import type { Located } from '../event';
import { hashOf } from '../hash';
import { hasId, identityOf } from '../identity';
import { Refusal } from '../refusal';
import { isAdded } from './sequence';

/**
 * Answers in a row without a new event, after which page numbers are found to have no effect. One or two
 * are no surprise: arriving events push the old ones on.
 */
const maxStaleAnswers = 5;

/** Notices when the answers to different page numbers repeat: such a server would be asked forever. */
export class Repeats {
	private readonly seen = new Set<unknown>();

	private staleAnswers = 0;

	/**
	 * Notes the events of a page and returns those that no page before contains. Here, an event without
	 * an id is recognized by its content.
	 *
	 * @throws Refusal when several pages in a row contain nothing new
	 */
	newEvents<Event extends Located>(events: readonly Event[], page: number): Event[] {
		const fresh = events.filter((event) => isAdded(keyOf(event), this.seen));
		this.staleAnswers = fresh.length > 0 ? 0 : this.staleAnswers + 1;
		if (this.staleAnswers === maxStaleAnswers) throw pagesRepeat(page);
		return fresh;
	}
}

/** Whole ids, because two that share a hash would be one event; of a content, the hash is shorter. */
function keyOf(event: Located): unknown {
	return hasId(event) ? event.event_id : hashOf(identityOf(event));
}

export const pageNumbersRemedy =
	"This deployment seems to ignore page numbers. Check 'Base URL' and 'API Version' in the credential, or narrow the date range.";

function pagesRepeat(page: number): Refusal {
	return new Refusal(
		`HoneyHive returned the same events on ${maxStaleAnswers} pages in a row (up to page ${page})`,
		pageNumbersRemedy,
	);
}
