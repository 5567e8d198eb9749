import type { HoneyHiveEvent } from '../event';
import { Refusal } from '../refusal';
import { factPaths, readFacts, spendNames, type SpendName } from './facts';
import { Grouping, type GroupBy, type Place } from './grouping';
import { GroupFigures } from './groupFigures';
import { alertOf, type Threshold } from './threshold';

/** What to summarize events by, and which groups to report. */
export interface SummaryPlan {
	readonly groupBy: GroupBy;
	/** If there is at least one, each item states whether it meets one of them. */
	readonly alertWhen: readonly Threshold[];
}

/** Max number of groups, and of characters in all their values together: about 100 MB at worst. */
const maxGroups = 50_000;
const maxCharacters = 20_000_000;

interface Group {
	readonly place: Place;
	readonly figures: GroupFigures;
}

/**
 * Summarizes events by group, in memory that depends on the groups and not on the events. The order of
 * the events makes no difference.
 *
 * Cost and tokens: a session event carries the totals of its model events, so adding up both would
 * count everything twice. Therefore the totals of sessions are left out as soon as any other event
 * states its cost. If only sessions do, for example because only sessions are read, theirs count. This
 * is decided for the whole summary and not group by group, so the costs of all groups add up to the
 * true total. Grouped by event_type, nothing is mixed, and each type shows what it carries.
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
		this.groupAt(this.grouping.placeOf(event)).figures.add(readFacts(event));
	}

	/** One flat row for each group: by time, then those with the most events first. */
	rows(): Array<Record<string, unknown>> {
		const groups = [...this.groups.values()].sort(compare);
		const fromSessions = new Set(spendNames.filter((name) => this.countsSessions(name)));
		return groups.map((group) => this.rowOf(group, fromSessions));
	}

	private groupAt(place: Place): Group {
		const known = this.groups.get(place.key);
		if (known) return known;
		const group = { place, figures: new GroupFigures() };
		this.groups.set(place.key, group);
		this.characters += place.key.length;
		if (this.groups.size > maxGroups || this.characters > maxCharacters) throw tooManyGroups();
		return group;
	}

	private countsSessions(name: SpendName): boolean {
		if (this.plan.groupBy.paths.includes('event_type')) return true;
		return [...this.groups.values()].every(({ figures }) => !figures.spend.has(name));
	}

	private rowOf(
		{ place, figures }: Group,
		fromSessions: ReadonlySet<SpendName>,
	): Record<string, unknown> {
		const measures = figures.measures(fromSessions);
		return {
			...this.grouping.describe(place),
			...measures,
			...figures.span,
			...(this.plan.alertWhen.length > 0 && alertOf(measures, this.plan.alertWhen)),
		};
	}
}

/** Groups without a time come last. The key decides between equal ones, so the order is always the same. */
function compare(one: Group, other: Group): number {
	const [period, otherPeriod] = [one.place.period ?? Infinity, other.place.period ?? Infinity];
	if (period !== otherPeriod) return period < otherPeriod ? -1 : 1;
	if (one.figures.events !== other.figures.events) return other.figures.events - one.figures.events;
	return one.place.key < other.place.key ? -1 : 1;
}

function tooManyGroups(): Refusal {
	return new Refusal(
		`'Group By' and 'Time Bucket' result in more than ${maxGroups} groups, or groups whose values are longer than ${maxCharacters} characters together`,
		'Group by fields with fewer and shorter values, choose a longer bucket, or narrow the filters or the date range.',
	);
}

/**
 * The fields that a summary needs, for servers that can leave out the others. A field inside another one
 * that is requested is not requested again: some databases refuse that. A list is requested as a whole,
 * because an answer with only some of its entries does not show which ones they are.
 */
export function pathsOf({ groupBy }: SummaryPlan): string[] {
	const lists = groupBy.paths.map((path) => path.replace(/\.\d+(\..*)?$/, ''));
	const paths = [...new Set(['event_id', ...factPaths, ...lists])];
	return paths.filter((path) => !paths.some((outer) => path.startsWith(`${outer}.`)));
}
