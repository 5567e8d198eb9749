import type { Event } from '../host';
import { notFoundOut, startOf, type Check } from './check';

/** An event whose start is a whole millisecond, which a range can name exactly. */
function exact(events: readonly Event[]) {
	for (const event of events) {
		const start = startOf(event);
		if (start !== undefined && Number.isInteger(start)) return { event, start };
	}
	return undefined;
}

const ids = (events: readonly Event[]) => events.map(({ event_id }) => event_id);

export const ends: Check = {
	name: 'Ends of a date range',
	documented: 'both included',
	run: async (host, sample) => {
		const found = exact(sample);
		if (!found) return notFoundOut;
		const { event, start } = found;
		const includes = async (from: number, to: number) =>
			ids((await host.ask({ range: { from, to }, limit: 1000 })).events).includes(event.event_id);
		const from = await includes(start, start + 60_000);
		const to = await includes(start - 60_000, start);
		const names = [...(from ? [] : ['start']), ...(to ? [] : ['end'])];
		return {
			does: names.length === 0 ? 'both included' : `${names.join(' and ')} excluded`,
			copes: from && to,
		};
	},
};

export const milliseconds: Check = {
	name: 'Milliseconds of a date range',
	documented: 'ISO 8601 in UTC',
	run: async (host, sample) => {
		const found = exact(sample);
		if (!found) return notFoundOut;
		const { event, start } = found;
		const answer = await host.ask({ range: { from: start + 2, to: start + 900 }, limit: 1000 });
		const isKept = !ids(answer.events).includes(event.event_id);
		return { does: isKept ? 'kept' : 'cut off', copes: isKept };
	},
};
