import { installN8n } from '../test/support/n8n/install';
import { caseOf, hostsOf, nameOf, routes } from './cases';
import { filePlans } from './files';
import { ExportRunner } from './measure/exportRunner';
import {
	exportsOf,
	measurePlan,
	type Announce,
	type CaseResult,
	type Plan,
} from './measure/measure';
import { estimateExport, estimateWork, Progress } from './measure/progress';
import { measureSizes, type SizeResult } from './measure/sizes';
import { HELP, readArguments, type Options } from './options';
import { goalsOf } from './report/goals';
import { markdownOf, type Report } from './report/report';

/** What was selected with --only. */
interface Selection {
	readonly items: readonly Plan[];
	readonly files: readonly Plan[];
	/** The numbers of events for which the cost per event is measured. */
	readonly sizes: readonly number[];
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
	const runner = await ExportRunner.create(n8n, options.profile);
	closeWhenInterrupted(runner);
	try {
		const report = await measureAll(runner, options, selection);
		process.stdout.write(
			options.json ? `${JSON.stringify(report, undefined, '\t')}\n` : markdownOf(report),
		);
	} finally {
		await runner.close();
	}
}

/** @throws Error if no case has a matching name */
function select(options: Options): Selection {
	const { only, rounds } = options;
	const selection: Selection = {
		items: itemPlans(options),
		files: 'files'.includes(only) ? filePlans(options.files, rounds) : [],
		sizes: 'sizes'.includes(only) ? options.sizes : [],
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
			rounds,
			cases: routes
				.map((route) => caseOf(host, route))
				.filter((benchCase) => nameOf(benchCase).includes(only)),
		}))
		.filter(({ cases }) => cases.length > 0);
}

async function measureAll(
	runner: ExportRunner,
	{ rounds, events }: Options,
	selection: Selection,
): Promise<Report> {
	const plans = [...selection.items, ...selection.files];
	const progress = new Progress(plans.reduce((sum, plan) => sum + estimatePlan(plan), 0));
	const cases = await measurePlans(runner, selection.items, progress);
	const sizes: SizeResult[] = await measureSizes(runner, selection.sizes, rounds, (what) =>
		progress.step(`sizes: ${what}`, 0),
	);
	const files = await measurePlans(runner, selection.files, progress);
	progress.end();
	return { events, rounds, cases, sizes, files, goals: goalsOf(cases, sizes, files) };
}

async function measurePlans(
	runner: ExportRunner,
	plans: readonly Plan[],
	progress: Progress,
): Promise<CaseResult[]> {
	const results: CaseResult[] = [];
	for (const plan of plans) {
		const { events } = plan.host.settings;
		progress.step(`starting an emulator with ${events} events`, estimateWork(events));
		const announce: Announce = (what, contestant, benchCase) =>
			progress.step(
				`${nameOf(benchCase)}: ${what}, ${contestant}`,
				estimateExport(contestant, benchCase),
			);
		results.push(...(await measurePlan(runner, plan, announce)));
	}
	return results;
}

/** Estimates the duration of a plan in seconds. */
function estimatePlan(plan: Plan): number {
	return exportsOf(plan).reduce(
		(sum, { contestant, benchCase }) => sum + estimateExport(contestant, benchCase),
		estimateWork(plan.host.settings.events),
	);
}

/** Child processes exit with this process, but the temporary folder has to be deleted. */
function closeWhenInterrupted(runner: ExportRunner): void {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => {
			interrupted = true;
			void runner.close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
		});
	}
}

main().catch((error: unknown) => {
	if (interrupted) return;
	// An error of a contestant contains the stack of the contestant's process in its message.
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
