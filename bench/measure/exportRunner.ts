import { generationFor, type Route } from '../cases';
import type {
	Contestant,
	ExportOutcome,
	Job,
	ServerCount,
	ServerSettings,
	ServerStart,
} from '../protocol';
import { checkDigest } from './checkDigest';
import type { Child } from './child';
import { GaveUp } from './gaveUp';
import type { Processes } from './processes';
import type { Run } from './run';

/** Runs exports. */
export class ExportRunner {
	/** The process that each contestant uses in all rounds. */
	private readonly reused = new Map<Contestant, Child<Job>>();

	private serving: { settings: ServerSettings; start: ServerStart } | undefined;

	constructor(private readonly processes: Processes) {}

	/** Replaces the running emulator, if any, with a new one. */
	async startEmulator(settings: ServerSettings): Promise<ServerStart> {
		const start = await this.processes.startEmulator(settings);
		this.serving = { settings, start };
		return start;
	}

	/**
	 * Exports once, in the process that the contestant uses in all rounds.
	 *
	 * @throws GaveUp
	 */
	async run(contestant: Contestant, route: Route): Promise<Run> {
		const before = this.reused.get(contestant);
		const child = before?.isRunning ? before : await this.startContestant(contestant);
		this.reused.set(contestant, child);
		return await this.export(child, contestant, route);
	}

	/** Exports once, in a new process, so that the process's peak memory is that of this export. */
	async runInNewProcess(contestant: Contestant, route: Route): Promise<Run> {
		const child = await this.startContestant(contestant);
		try {
			return await this.export(child, contestant, route);
		} finally {
			await child.end();
		}
	}

	private async startContestant(contestant: Contestant): Promise<Child<Job>> {
		const program = 'bench/measure/contestantProcess.ts';
		return await this.processes.startContestant(program, contestant);
	}

	private async export(child: Child<Job>, contestant: Contestant, route: Route): Promise<Run> {
		const { processes, serving } = this;
		if (!serving) throw new Error('The emulator has not been started');
		const { settings, start } = serving;
		await processes.askEmulator({ task: 'clear' });
		const generation = generationFor(contestant, route);
		const outcome = await child.ask<ExportOutcome>({
			url: start.url,
			key: start.key,
			generation,
			pageSize: route.pageSize,
			events: settings.events,
		});
		if ('gaveUp' in outcome) {
			// Something of the export may still be going on.
			await child.end();
			throw new GaveUp(contestant, outcome.gaveUp);
		}
		const { cpuMs, ...count } = await processes.askEmulator<ServerCount>({ task: 'count' });
		checkDigest(contestant, outcome.digest, start.expected, start.responseBytes[generation]);
		return { ...outcome.figures, ...count, serverCpuMs: cpuMs };
	}
}
