import { caseOf, routes, type Host } from './cases';
import type { CaseResult, Plan } from './measure/measure';
import type { Contestant } from './protocol';

/** How many events go into files: as many as can be items too, and more than that. */
export interface FileSizes {
	readonly few: number;
	readonly many: number;
}

/** A million events take minutes: no more rounds of them than these. */
const mostRoundsOfMany = 3;

const inFiles: readonly Contestant[] = ['ndjsonFile', 'jsonFile', 'csvFile', 'streamFloor'];

/** The node's files beside its items, and files alone where items would not fit into memory. */
export function filePlans({ few, many }: FileSizes, rounds: number): Plan[] {
	const [small, large] = [hostOf(few), hostOf(many)];
	const contestants: Contestant[] = ['honeyHiveNode', ...inFiles];
	return [
		{
			host: small,
			cases: routes.map((route) => ({ ...caseOf(small, route), contestants })),
			rounds,
		},
		{
			host: large,
			cases: routes
				.filter(({ generation }) => generation === 'export')
				.map((route) => ({ ...caseOf(large, route), contestants: inFiles })),
			rounds: Math.min(mostRoundsOfMany, rounds),
		},
	];
}

function hostOf(events: number): Host {
	return {
		network: '0 ms',
		settings: { events, eventBytes: 2_000, distribution: 'uniform', latencyMs: 0, connectMs: 0 },
	};
}

/** What is shown and judged of one contestant. */
export interface FileResult {
	readonly of: CaseResult;
	readonly contestant: Contestant;
	readonly milliseconds: number;
	/** NaN where the floor is not measured. */
	readonly timesTheFloor: number;
	/** Per event, by the same route, where there may be fewer events; NaN without. */
	readonly timesFasterThanItems: number;
}

export function fileResultsOf(cases: readonly CaseResult[]): FileResult[] {
	return cases.flatMap((of) =>
		of.contestants.map((contestant) => {
			const milliseconds = of.times[contestant]?.median ?? NaN;
			return {
				of,
				contestant,
				milliseconds,
				timesTheFloor: milliseconds / (of.times.streamFloor?.median ?? NaN),
				timesFasterThanItems: itemCost(cases, of) / (milliseconds / of.events),
			};
		}),
	);
}

/** Milliseconds that an item costs by the route of this case. */
function itemCost(cases: readonly CaseResult[], { generation }: CaseResult): number {
	const asItems = cases.find((of) => of.generation === generation && of.times.honeyHiveNode);
	return (asItems?.times.honeyHiveNode?.median ?? NaN) / (asItems?.events ?? NaN);
}
