import { figureNames, figureSources, type FigureName, type FigureSource } from '../figures';
import type { FigureSums } from './figureSums';
import type { Measure, Measures } from './measures';

const sourceNames: Readonly<Record<FigureSource, string>> = {
	model: 'model events',
	other: 'other events',
	session: 'sessions',
};

/** What was left out of these figures so that nothing counts twice, if it differs from what was counted. */
export function leftOutHints(names: readonly FigureName[], sums: FigureSums): string[] {
	return names.flatMap((name) => leftOutHint(name, sums) ?? []);
}

function leftOutHint(name: FigureName, sums: FigureSums): string | undefined {
	const counted = sums.countedSource(name);
	if (counted === undefined) return undefined;
	const total = sums.of(counted, name);
	const leftOut = figureSources.flatMap((source) => {
		const sum = source === counted ? null : sums.of(source, name);
		return sum === null || sum === 0 || sum === total ? [] : [`${sum} of ${sourceNames[source]}`];
	});
	if (leftOut.length === 0) return undefined;
	return `${name} is the sum of ${sourceNames[counted]}, ${total}. Left out, because these usually repeat that sum: ${leftOut.join(', ')}.`;
}

/** Figures that are neither a number nor text that spells one. */
export function unreadableHints(sums: Pick<FigureSums, 'unreadableEvents'>): string[] {
	return figureNames.flatMap((name) => {
		const events = sums.unreadableEvents(name);
		if (events === 0) return [];
		return `${name} is not a number in some events (${events}), so these do not count for it.`;
	});
}

/** A condition of an alert on a measure that no event states. */
export function unstatedHint(measure: Measure, groups: readonly Measures[]): string | undefined {
	const unknown = groups.filter((measures) => measures[measure] === null).length;
	if (unknown === 0) return undefined;
	const where = unknown === groups.length ? '' : ` in some groups (${unknown} of ${groups.length})`;
	return `'Alert When' cannot check ${measure}${where}, because no event states it.`;
}
