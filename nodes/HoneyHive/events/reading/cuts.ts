/**
 * Where to divide a range, estimated from the times of some of its events. These are hints: a cut in
 * the wrong place costs a request, never an event.
 */

/** The share of a page that a window is meant to fill when the page shows only one end of the range. */
const fillShare = 0.9;

/** However few events are known, a window is meant to fill this share of a page. */
const minFillShare = 0.75;

/**
 * Standard errors of an estimate that a window leaves room for. One that overflows costs two more requests,
 * room in all of them costs more windows: this is where both together cost least.
 */
const marginInErrors = 2.3;

/** A range is not cut into more windows than this at once, however many events it may hold. */
const maxWindows = 1000;

/** Without a total, a range that overflows is assumed to hold this many pages. */
const assumedPages = 4;

/** A page in order says little about what lies further away than this many pages. */
const maxPageSteps = 16;

/**
 * Moments that cut a range into windows of about one page each.
 *
 * @param times of events of the range: in the order of its first page, followed by further samples, in UTC milliseconds
 * @param total how many events the range holds, if known
 */
export function pageCuts(
	times: readonly number[],
	total: number | undefined,
	limit: number,
): number[] {
	const expected = total ?? limit * assumedPages;
	const isSample = !isOrdered(times);
	const share = isSample ? sampledFillShare(times.length, expected, limit) : fillShare;
	const pages = Math.ceil(expected / (limit * share));
	const windows = Math.min(Math.max(2, pages), times.length + 1, maxWindows);
	const crowded = crowdedMoments(times, total ?? times.length, limit);
	return [...(isSample ? quantiles(times, windows) : pageSteps(times, windows)), ...crowded];
}

/** The larger the sample, the closer a window can come to a whole page. */
function sampledFillShare(sampled: number, total: number, limit: number): number {
	const perPage = (limit * sampled) / total;
	const standardError = Math.sqrt(Math.max(0, 1 - sampled / total) / perPage);
	return Math.max(minFillShare, 1 / (1 + marginInErrors * standardError));
}

/** A page in order shows only one end of the range: the rest is assumed to be as dense. */
function pageSteps(times: readonly number[], windows: number): number[] {
	const [newest, oldest] = bounds(times);
	const step = (newest - oldest) * fillShare;
	const isDescending = (times[0] ?? 0) >= (times.at(-1) ?? 0);
	return Array.from({ length: Math.min(windows, maxPageSteps) }, (_, index) =>
		Math.round(isDescending ? newest - (index + 1) * step : oldest + (index + 1) * step),
	);
}

/** Events in no order are a sample of the whole range. */
function quantiles(times: readonly number[], windows: number): number[] {
	const sorted = [...times].sort((one, other) => one - other);
	return Array.from({ length: windows - 1 }, (_, index) =>
		Math.floor(sorted[Math.floor(((index + 1) * sorted.length) / windows)] ?? 0),
	);
}

/** Fewer events of one page may share a millisecond by chance. */
const minCrowdingEvents = 5;

/**
 * The moments on either side of a millisecond that alone fills more than half a page. Cut there, its
 * events are in one short window instead of in both neighbors.
 */
function crowdedMoments(times: readonly number[], total: number, limit: number): number[] {
	const counts = new Map<number, number>();
	for (const time of times) {
		const moment = Math.floor(time);
		counts.set(moment, (counts.get(moment) ?? 0) + 1);
	}
	const eventsPerSample = total / times.length;
	return [...counts]
		.filter(
			([, count]) =>
				count === times.length ||
				(count >= minCrowdingEvents && count * eventsPerSample > limit / 2),
		)
		.flatMap(([moment]) => [moment - 1, moment + 1]);
}

export function isOrdered(times: readonly number[]): boolean {
	const ascends = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
	const descends = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0));
	return ascends || descends;
}

function bounds(times: readonly number[]): [newest: number, oldest: number] {
	return times.reduce<[number, number]>(
		([newest, oldest], time) => [Math.max(newest, time), Math.min(oldest, time)],
		[-Infinity, Infinity],
	);
}
