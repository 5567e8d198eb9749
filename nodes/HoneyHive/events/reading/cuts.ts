/**
 * Where to cut a window, judged from the times of some of its events. These are hints: a cut in the
 * wrong place costs a request, never an event.
 */

/** Windows are cut for this share of a page, so that an estimate that is a little off still fits. */
const fill = 0.9;

/** Windows are not cut into more parts than this at once, however many events they may hold. */
const mostParts = 1000;

/**
 * Moments that cut a window into parts of about one page each.
 *
 * @param times of the events seen, in the order of the page, in UTC milliseconds
 * @param total how many the window holds, if known; otherwise a few pages are taken for granted
 */
export function pageCuts(
	times: readonly number[],
	total: number | undefined,
	limit: number,
): number[] {
	const pages = Math.ceil((total ?? limit * 4) / (limit * fill));
	const parts = Math.min(Math.max(2, pages), times.length + 1, mostParts);
	const crowded = crowdedMoments(times, total ?? times.length, limit);
	return [...(isOrdered(times) ? pageSteps(times, parts) : quantiles(times, parts)), ...crowded];
}

/** A page in order shows one end of the window only: what lies beyond is taken to be as dense. */
function pageSteps(times: readonly number[], parts: number): number[] {
	const [newest, oldest] = bounds(times);
	const step = (newest - oldest) * fill;
	const descends = (times[0] ?? 0) >= (times.at(-1) ?? 0);
	return Array.from({ length: Math.min(parts, 16) }, (_, index) =>
		Math.round(descends ? newest - (index + 1) * step : oldest + (index + 1) * step),
	);
}

/** A page in no order shows where the events of the whole window are. */
function quantiles(times: readonly number[], parts: number): number[] {
	const sorted = [...times].sort((one, other) => one - other);
	return Array.from({ length: parts - 1 }, (_, index) =>
		Math.floor(sorted[Math.floor(((index + 1) * sorted.length) / parts)] ?? 0),
	);
}

/** Events of one millisecond on a page below which they may share it by chance, unless all do. */
const fewestCrowding = 5;

/**
 * Either side of a millisecond that alone fills more than half a page. Cut there, its events are in
 * one narrow window rather than in both neighbours.
 */
function crowdedMoments(times: readonly number[], total: number, limit: number): number[] {
	const counts = new Map<number, number>();
	for (const time of times) {
		const moment = Math.floor(time);
		counts.set(moment, (counts.get(moment) ?? 0) + 1);
	}
	const share = total / times.length;
	return [...counts]
		.filter(
			([, count]) =>
				count === times.length || (count >= fewestCrowding && count * share > limit / 2),
		)
		.flatMap(([moment]) => [moment - 1, moment + 1]);
}

function isOrdered(times: readonly number[]): boolean {
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
