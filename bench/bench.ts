import { installN8n } from '../test/support/n8n/install';
import { Arena } from './arena';
import { caseOf, hostsOf, nameOf, routes } from './cases';
import { goalsOf } from './goals';
import { exportsOf, measureHost, type CaseResult } from './measure';
import { HELP, readArguments, type Options } from './options';
import { estimate, Progress, secondsOfWork } from './progress';
import { markdownOf, type Report } from './report';
import { measureSizes, type SizeResult } from './sizes';

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

async function measureAll(arena: Arena, { rounds, events, sizes, only }: Options): Promise<Report> {
	const hosts = hostsOf(events)
		.map((host) => ({
			host,
			cases: routes.map((route) => caseOf(host, route)).filter((of) => nameOf(of).includes(only)),
		}))
		.filter(({ cases }) => cases.length > 0);
	const withSizes = 'sizes'.includes(only);
	if (hosts.length === 0 && !withSizes) throw new Error(`--only ${only}: no case is called so`);
	const exports = hosts.flatMap(({ cases }) => exportsOf(cases, rounds));
	const progress = new Progress(
		exports.reduce((sum, { contestant, of }) => sum + estimate(contestant, of), 0) +
			hosts.length * secondsOfWork(events),
	);
	const results: CaseResult[] = [];
	for (const { host, cases } of hosts) {
		progress.step('starting an emulator', secondsOfWork(events));
		results.push(
			...(await measureHost(arena, host, cases, rounds, (what, contestant, of) =>
				progress.step(`${nameOf(of)}: ${what}, ${contestant}`, estimate(contestant, of)),
			)),
		);
	}
	const bySize: SizeResult[] = withSizes
		? await measureSizes(arena, sizes, rounds, (what) => progress.step(`sizes: ${what}`, 0))
		: [];
	progress.end();
	// Of fewer events the start of an export says more than its pace.
	const goals = events < meantFor ? [] : goalsOf(results, bySize);
	return { rounds, cases: results, sizes: bySize, goals };
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
