import { installN8n } from '../test/support/n8n/install';
import { Arena } from './measure/exportRunner';
import { caseOf, hostsOf, nameOf, routes } from './cases';
import { filePlans } from './files';
import { goalsOf } from './report/goals';
import {
	exportsOf,
	measureHost,
	type Announce,
	type CaseResult,
	type Plan,
} from './measure/measure';
import { HELP, readArguments, type Options } from './options';
import { estimate, Progress, secondsOfWork } from './measure/progress';
import { markdownOf, type Report } from './report/report';
import { measureSizes, type SizeResult } from './measure/sizes';

/** As many events as the goals are set for. */
const meantFor = 100_000;

let interrupted = false;

async function main(): Promise<void> {
	const options = readArguments(process.argv.slice(2));
	if (options.help) {
		process.stdout.write(HELP);
		return;
	}
	const n8n = await installN8n((activity) => process.stderr.write(`${activity}\n`));
	const arena = await Arena.open(n8n, options.profile);
	closeWhenInterrupted(arena);
	try {
		const report = await measureAll(arena, options);
		process.stdout.write(
			options.json ? `${JSON.stringify(report, undefined, '\t')}\n` : markdownOf(report),
		);
	} finally {
		await arena.close();
	}
}

async function measureAll(arena: Arena, options: Options): Promise<Report> {
	const { rounds, events, sizes, only } = options;
	const plans = plansOf(options);
	const plansOfFiles = 'files'.includes(only) ? filePlans(options.files, rounds) : [];
	const withSizes = 'sizes'.includes(only);
	const all = [...plans, ...plansOfFiles];
	if (all.length === 0 && !withSizes) throw new Error(`--only ${only}: no case is called so`);
	const progress = new Progress(all.reduce((sum, plan) => sum + secondsOf(plan), 0));
	const cases = await measurePlans(arena, plans, progress);
	const bySize: SizeResult[] = withSizes
		? await measureSizes(arena, sizes, rounds, (what) => progress.step(`sizes: ${what}`, 0))
		: [];
	const files = await measurePlans(arena, plansOfFiles, progress);
	progress.end();
	// Of fewer events the start of an export says more than its pace.
	const goals = events < meantFor ? [] : goalsOf(cases, bySize, files);
	return { rounds, cases, sizes: bySize, files, goals };
}

/** The cases of exports as items that are wanted. */
function plansOf({ rounds, events, only }: Options): Plan[] {
	return hostsOf(events)
		.map((host) => ({
			host,
			rounds,
			cases: routes.map((route) => caseOf(host, route)).filter((of) => nameOf(of).includes(only)),
		}))
		.filter(({ cases }) => cases.length > 0);
}

async function measurePlans(
	arena: Arena,
	plans: readonly Plan[],
	progress: Progress,
): Promise<CaseResult[]> {
	const results: CaseResult[] = [];
	for (const plan of plans) {
		const { events } = plan.host.settings;
		progress.step(`starting an emulator of ${events} events`, secondsOfWork(events));
		const announce: Announce = (what, contestant, of) =>
			progress.step(`${nameOf(of)}: ${what}, ${contestant}`, estimate(contestant, of));
		results.push(...(await measureHost(arena, plan, announce)));
	}
	return results;
}

function secondsOf(plan: Plan): number {
	return exportsOf(plan).reduce(
		(sum, { contestant, of }) => sum + estimate(contestant, of),
		secondsOfWork(plan.host.settings.events),
	);
}

/** The processes end by themselves when this one does; the temporary folder does not. */
function closeWhenInterrupted(arena: Arena): void {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => {
			interrupted = true;
			void arena.close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
		});
	}
}

main().catch((error: unknown) => {
	if (interrupted) return;
	// A contestant's message brings the stack of its own process.
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
