import type { HoneyHiveEvent } from '../event';
import { figureNames, type FailureOptions } from '../figures';
import { outermost } from '../path';
import { Refusal } from '../refusal';
import type { EscapeFor } from '../shape/boundedText';
import { factPaths, readFacts } from './facts';
import { FigureSums } from './figureSums';
import { Grouping, type GroupBy, type Place } from './grouping';
import { GroupFigures } from './groupFigures';
import { leftOutHints, unreadableHints, unstatedHint } from './hints';
import { roundMeasures, type Measures } from './measures';
import { alertOf, type Threshold } from './threshold';

/** What to summarize events by, what counts as a failure, and which groups to report. */
export interface SummaryPlan extends FailureOptions {
	readonly groupBy: GroupBy;
	/** If there is at least one, each item states whether it meets one of them. */
	readonly alertWhen: readonly Threshold[];
	/** What the values of the groups are escaped for; none unless set. */
	readonly escapeFor?: EscapeFor;
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
 * Cost and tokens: sessions and agents repeat the sums of the model events below them, so adding up all
 * of them would count everything twice. As soon as any model event states a figure, only model events
 * count for it; otherwise all events but sessions do, and otherwise sessions. This is decided for the
 * whole summary and not group by group, so the costs of all groups add up to the true total. Grouped by
 * event_type, nothing is mixed, and each type shows what it states.
 */
export class Summary {
	private readonly grouping: Grouping;

	private readonly groups = new Map<string, Group>();

	private characters = 0;

	/** Over all groups. */
	private readonly sums = new FigureSums();

	constructor(private readonly plan: SummaryPlan) {
		this.grouping = new Grouping(plan.groupBy, plan.escapeFor);
		if (this.grouping.isOne) this.groupAt(this.grouping.placeOf({}));
	}

	/** @throws Refusal when there are too many groups */
	add(event: HoneyHiveEvent): void {
		const facts = readFacts(event, this.plan);
		this.groupAt(this.grouping.placeOf(event)).figures.add(facts);
		this.sums.add(facts);
	}

	/**
	 * One flat row for each group: by time, then those with the most events first. Groups that lack a value
	 * come last.
	 */
	rows(): Array<Record<string, unknown>> {
		const groups = [...this.groups.values()].sort(compare);
		return groups.map((group) => this.rowOf(group));
	}

	/** What the user should know about the rows. */
	hints(): string[] {
		const leftOut = this.showsEachType ? [] : leftOutHints(figureNames, this.sums);
		const measures = [...this.groups.values()].map((group) => this.measuresOf(group));
		const unstated = this.plan.alertWhen.flatMap(
			({ measure }) => unstatedHint(measure, measures) ?? [],
		);
		return [...unreadableHints(this.sums), ...leftOut, ...new Set(unstated)];
	}

	private get showsEachType(): boolean {
		return this.plan.groupBy.paths.includes('event_type');
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

	private measuresOf({ figures: group }: Group): Measures {
		return group.measures((name) => {
			if (this.showsEachType) return group.sums.total(name);
			const source = this.sums.countedSource(name);
			return source === undefined ? null : group.sums.of(source, name);
		});
	}

	private rowOf(group: Group): Record<string, unknown> {
		const measures = this.measuresOf(group);
		return {
			...(this.plan.alertWhen.length > 0 && alertOf(measures, this.plan.alertWhen)),
			...this.grouping.describe(group.place),
			...roundMeasures(measures),
			...group.figures.span,
		};
	}
}

/** Groups without a time come last. The key decides between equal ones, so the order is always the same. */
function compare(one: Group, other: Group): number {
	const [period, otherPeriod] = [one.place.period ?? Infinity, other.place.period ?? Infinity];
	if (period !== otherPeriod) return period < otherPeriod ? -1 : 1;
	const [missing, otherMissing] = [missingIn(one.place), missingIn(other.place)];
	if (missing !== otherMissing) return missing - otherMissing;
	if (one.figures.events !== other.figures.events) return other.figures.events - one.figures.events;
	return one.place.key < other.place.key ? -1 : 1;
}

function missingIn({ values }: Place): number {
	return values.filter((value) => value === null).length;
}

function tooManyGroups(): Refusal {
	return new Refusal(
		`'Group By' and 'Time Bucket' result in more than ${maxGroups} groups, or groups whose values are longer than ${maxCharacters} characters together`,
		'Group by fields with fewer and shorter values, choose a longer bucket, or narrow the filters or the date range.',
	);
}

/**
 * The fields that a summary needs, for servers that can leave out the others. A list is requested as a whole,
 * because an answer with only some of its entries does not show which ones they are.
 */
export function pathsOf({ groupBy, ...options }: SummaryPlan): string[] {
	const lists = groupBy.paths.map((path) => path.replace(/\.\d+(\..*)?$/, ''));
	return outermost(['event_id', ...factPaths(options), ...lists]);
}
