import { minEventsForGoals, type Goal } from './goals';
import { table } from './table';

const titles: ReadonlyArray<readonly [Goal['area'], string]> = [
	['items', 'Goals for items'],
	['sizes', 'Goals for the cost per event'],
	['files', 'Goals for files'],
];

/** Every goal that was measured, whether it was reached or not. */
export function goalsIn(goals: readonly Goal[], events: number): string {
	if (goals.length === 0) return '';
	return [introduction(goals, events), ...titles.flatMap(tableOf(goals))].join('\n\n');
}

function introduction(goals: readonly Goal[], events: number): string {
	const reached = goals.filter((goal) => goal.reached).length;
	const summary =
		`Goals: ${reached} of ${goals.length} reached. ` +
		'✓ reached, ✗ not reached; the target is in parentheses.';
	if (events >= minEventsForGoals) return summary;
	const count = minEventsForGoals.toLocaleString('en');
	return `${summary} The goals are meant for at least ${count} events: with fewer, the start of an export has more weight.`;
}

/** A row for each subject and a column for each metric. */
function tableOf(goals: readonly Goal[]) {
	return ([area, title]: (typeof titles)[number]): string[] => {
		const ofArea = goals.filter((goal) => goal.area === area);
		if (ofArea.length === 0) return [];
		const subjects = [...new Set(ofArea.map(({ subject }) => subject))];
		const metrics = [...new Set(ofArea.map(({ metric }) => metric))];
		const rows = subjects.map((subject) => [
			subject,
			...metrics.map((metric) =>
				cellOf(ofArea.find((goal) => goal.subject === subject && goal.metric === metric)),
			),
		]);
		return [table([title, ...metrics], rows)];
	};
}

function cellOf(goal: Goal | undefined): string {
	if (!goal) return '–';
	const { measured, target, bound, reached } = goal;
	const figure = measured >= 100 ? Math.round(measured) : measured.toFixed(2);
	return `${reached ? '✓' : '✗'} ${figure} (${bound === 'min' ? '≥' : '≤'} ${Number(target.toFixed(2))})`;
}
