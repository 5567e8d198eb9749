import type { HoneyHiveEvent } from '../event';
import { Refusal } from '../refusal';
import { factPaths, readFacts, spendNames, type SpendName } from './facts';
import { Grouping, type GroupBy, type Place } from './grouping';
import { Tally } from './tally';
import { alertOf, type Threshold } from './threshold';

/** What to summarize events by, and what to notice about the groups. */
export interface SummaryPlan {
	readonly groupBy: GroupBy;
	/** An item says whether it alerts when there is at least one. */
	readonly alertWhen: readonly Threshold[];
}

/** Most groups, and most characters of all their values together: about 100 MB at the worst. */
export const mostGroups = 50_000;
export const mostCharacters = 20_000_000;

interface Group {
	readonly place: Place;
	readonly tally: Tally;
}

/**
 * Sums up events by groups, in memory that depends on the groups and not on the events. The order in
 * which events come does not show.
 *
 * Cost and tokens: a session event carries the totals of its model events, so that adding up both
 * would count everything twice. The totals of sessions are therefore left out as soon as any other
 * event says what it cost; where only sessions do, as when only they are read, they are what there
 * is. That is decided for the whole summary and not group by group: the costs of all groups add up
 * to the true one. Grouped by event_type nothing is mixed, and each type shows what it carries.
 */
export class Summary {
	private readonly grouping: Grouping;

	private readonly groups = new Map<string, Group>();

	private characters = 0;

	constructor(private readonly plan: SummaryPlan) {
		this.grouping = new Grouping(plan.groupBy);
		if (this.grouping.isOne) this.groupAt(this.grouping.placeOf({}));
	}

	/** @throws Refusal when there are too many groups */
	add(event: HoneyHiveEvent): void {
		this.groupAt(this.grouping.placeOf(event)).tally.add(readFacts(event));
	}

	/** One flat row for each group: by time, those with most events first. */
	rows(): Array<Record<string, unknown>> {
		const groups = [...this.groups.values()].sort(compare);
		const fromSessions = new Set(spendNames.filter((name) => this.countsSessions(name)));
		return groups.map((group) => this.rowOf(group, fromSessions));
	}

	private groupAt(place: Place): Group {
		const known = this.groups.get(place.key);
		if (known) return known;
		const group = { place, tally: new Tally() };
		this.groups.set(place.key, group);
		this.characters += place.key.length;
		if (this.groups.size > mostGroups || this.characters > mostCharacters) throw tooManyGroups();
		return group;
	}

	private countsSessions(name: SpendName): boolean {
		if (this.plan.groupBy.paths.includes('event_type')) return true;
		return [...this.groups.values()].every(({ tally }) => !tally.spend.has(name));
	}

	private rowOf(
		{ place, tally }: Group,
		fromSessions: ReadonlySet<SpendName>,
	): Record<string, unknown> {
		const measures = tally.measures(fromSessions);
		return {
			...this.grouping.describe(place),
			...measures,
			...tally.span,
			...(this.plan.alertWhen.length > 0 && alertOf(measures, this.plan.alertWhen)),
		};
	}
}

/** Groups without a time come last. Of equal ones the key decides, so that the order is always the same. */
function compare(one: Group, other: Group): number {
	const [period, otherPeriod] = [one.place.period ?? Infinity, other.place.period ?? Infinity];
	if (period !== otherPeriod) return period < otherPeriod ? -1 : 1;
	if (one.tally.events !== other.tally.events) return other.tally.events - one.tally.events;
	return one.place.key < other.place.key ? -1 : 1;
}

function tooManyGroups(): Refusal {
	return new Refusal(
		`'Group By' and 'Time Bucket' make more than ${mostGroups} groups, or groups whose values are longer than ${mostCharacters} characters together`,
		'Group by fields with fewer and shorter values, choose a longer bucket, or narrow the filters or the date range.',
	);
}

/**
 * The fields that a summary needs of an event, for servers that can leave out the others. A field
 * inside another that is asked for is not asked for again: some databases refuse that. A list is
 * asked for as a whole, since an answer with some of its entries does not say which they are.
 */
export function pathsOf({ groupBy }: SummaryPlan): string[] {
	const lists = groupBy.paths.map((path) => path.replace(/\.\d+(\..*)?$/, ''));
	const paths = [...new Set(['event_id', ...factPaths, ...lists])];
	return paths.filter((path) => !paths.some((outer) => path.startsWith(`${outer}.`)));
}
