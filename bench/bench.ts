import { installN8n } from '../test/support/n8n/install';
import { caseOf, nameOf, routes } from './cases';
import { filePlans } from './files';
import { hostsOf } from './hosts';
import { estimateExport, estimateStart, estimateUpdates } from './measure/estimates';
import { ExportRunner } from './measure/exportRunner';
import {
	exportsOf,
	measurePlan,
	type Announce,
	type CaseResult,
	type Plan,
} from './measure/measure';
import { Processes } from './measure/processes';
import { Progress } from './measure/progress';
import { measureSizes, type SizeResult } from './measure/sizes';
import {
	measureUpdates,
	runsOf,
	updatePlans,
	type AnnounceUpdates,
	type UpdatePlan,
	type UpdatesResult,
} from './measure/updates';
import { HELP, readArguments, type Options } from './options';
import { goalsOf } from './report/goals';
import { markdownOf, type Report } from './report/report';

/** What was selected with --only. */
interface Selection {
	readonly items: readonly Plan[];
	readonly files: readonly Plan[];
	/** The numbers of events for which the cost per event is measured. */
	readonly sizes: readonly number[];
	readonly updates: readonly UpdatePlan[];
}

let interrupted = false;

async function main(): Promise<void> {
	const options = readArguments(process.argv.slice(2));
	if (options.help) {
		process.stdout.write(HELP);
		return;
	}
	const selection = select(options);
	const n8n = await installN8n((activity) => process.stderr.write(`${activity}\n`));
	const processes = await Processes.create(n8n, options.profile);
	closeWhenInterrupted(processes);
	try {
		const report = await measureAll(processes, options, selection);
		process.stdout.write(
			options.json ? `${JSON.stringify(report, undefined, '\t')}\n` : markdownOf(report),
		);
	} finally {
		await processes.close();
	}
}

/** @throws Error if no case has a matching name */
function select(options: Options): Selection {
	const { only, rounds } = options;
	const selection: Selection = {
		items: itemPlans(options),
		files: 'files'.includes(only) ? filePlans(options.files, rounds) : [],
		sizes: 'sizes'.includes(only) ? options.sizes : [],
		updates: 'updates'.includes(only) ? updatePlans(rounds) : [],
	};
	if (Object.values(selection).every((part: readonly unknown[]) => part.length === 0)) {
		throw new Error(`--only "${only}": no case has a name that contains this. See --help.`);
	}
	return selection;
}

function itemPlans({ rounds, events, only }: Options): Plan[] {
	return hostsOf(events)
		.map((host) => ({
			host,
			rounds: Math.min(rounds, host.maxRounds ?? Infinity),
			cases: routes
				.map((route) => caseOf(host, route))
				.filter((benchCase) => nameOf(benchCase).includes(only)),
		}))
		.filter(({ cases }) => cases.length > 0);
}

async function measureAll(
	processes: Processes,
	{ rounds, events }: Options,
	selection: Selection,
): Promise<Report> {
	const runner = new ExportRunner(processes);
	const progress = new Progress(estimateSelection(selection));
	const cases = await measurePlans(runner, selection.items, progress);
	const sizes: SizeResult[] = await measureSizes(runner, selection.sizes, rounds, (what) =>
		progress.step(`sizes: ${what}`, 0),
	);
	const files = await measurePlans(runner, selection.files, progress);
	const updates = await measureAllUpdates(processes, selection.updates, progress);
	progress.end();
	return { events, rounds, cases, sizes, files, updates, goals: goalsOf(cases, sizes, files) };
}

async function measurePlans(
	runner: ExportRunner,
	plans: readonly Plan[],
	progress: Progress,
): Promise<CaseResult[]> {
	const results: CaseResult[] = [];
	for (const plan of plans) {
		const { settings } = plan.host;
		progress.step(`starting an emulator with ${settings.events} events`, estimateStart(settings));
		const announce: Announce = (what, contestant, benchCase) =>
			progress.step(
				`${nameOf(benchCase)}: ${what}, ${contestant}`,
				estimateExport(contestant, benchCase, settings),
			);
		results.push(...(await measurePlan(runner, plan, announce)));
	}
	return results;
}

async function measureAllUpdates(
	processes: Processes,
	plans: readonly UpdatePlan[],
	progress: Progress,
): Promise<UpdatesResult[]> {
	const results: UpdatesResult[] = [];
	for (const plan of plans) {
		const { settings } = plan.host;
		progress.step(`starting an emulator with ${settings.events} events`, estimateStart(settings));
		const announce: AnnounceUpdates = (what, contestant, updates) =>
			progress.step(
				`updates: ${what}, ${contestant}`,
				estimateUpdates(contestant, updates, settings),
			);
		results.push(await measureUpdates(processes, plan, announce));
	}
	return results;
}

/** Estimates the duration of all plans in seconds. */
function estimateSelection({ items, files, updates }: Selection): number {
	const seconds = [
		...[...items, ...files, ...updates].map(({ host }) => estimateStart(host.settings)),
		...[...items, ...files].flatMap((plan) =>
			exportsOf(plan).map(({ contestant, benchCase }) =>
				estimateExport(contestant, benchCase, plan.host.settings),
			),
		),
		...updates.flatMap((plan) =>
			runsOf(plan).map((run) => estimateUpdates(run.contestant, run.updates, plan.host.settings)),
		),
	];
	return seconds.reduce((sum, one) => sum + one, 0);
}

/** Child processes exit with this process, but the temporary folder has to be deleted. */
function closeWhenInterrupted(processes: Processes): void {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => {
			interrupted = true;
			void processes.close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
		});
	}
}

main().catch((error: unknown) => {
	if (interrupted) return;
	// An error of a contestant contains the stack of the contestant's process in its message.
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
