import { isDeepStrictEqual } from 'node:util';

import type {
	Contestant,
	Figures,
	ServerCount,
	ServerSettings,
	ServerStart,
	UpdateJob,
	Verdict,
} from '../protocol';
import type { Child } from './child';
import type { Processes } from './processes';
import type { Run } from './run';

/** Runs that write verdicts to the first events of a server. */
export class UpdateRunner {
	private readonly contestants = new Map<Contestant, Child<UpdateJob>>();

	/** Scores are counted, so that no run finds its own verdicts written already. */
	private score = 0;

	private constructor(
		private readonly processes: Processes,
		readonly server: ServerStart,
		private readonly ids: readonly string[],
	) {}

	/** Starts an emulator of its own. */
	static async create(processes: Processes, settings: ServerSettings): Promise<UpdateRunner> {
		const server = await processes.startEmulator(settings);
		return new UpdateRunner(processes, server, await processes.askEmulator({ task: 'ids' }));
	}

	/**
	 * Writes once.
	 *
	 * @param updates how many events to write to
	 * @throws Error unless the server then holds what was to be written, and nothing else
	 */
	async run(contestant: Contestant, updates: number): Promise<Run> {
		const { processes, server } = this;
		const child = this.contestants.get(contestant) ?? (await this.start(contestant));
		const ids = this.ids.slice(0, updates);
		const written = ids.map((eventId) => ({ eventId, score: ++this.score }));
		// Runs before this one may have written to more events, and always to the first ones.
		const kept = (await this.verdicts()).slice(updates);
		await processes.askEmulator({ task: 'clear' });
		const figures = await child.ask<Figures>({
			url: server.url,
			key: server.key,
			verdicts: written,
		});
		const { cpuMs, ...count } = await processes.askEmulator<ServerCount>({ task: 'count' });
		if (!isDeepStrictEqual(await this.verdicts(), [...written, ...kept])) {
			throw new Error(`${contestant} wrote other verdicts than it was told to`);
		}
		return { ...figures, ...count, serverCpuMs: cpuMs };
	}

	/** Those on the server, in the order of the events. */
	private async verdicts(): Promise<Verdict[]> {
		return await this.processes.askEmulator({ task: 'verdicts' });
	}

	private async start(contestant: Contestant): Promise<Child<UpdateJob>> {
		const program = 'bench/measure/updaterProcess.ts';
		const child = await this.processes.startContestant<UpdateJob>(program, contestant);
		this.contestants.set(contestant, child);
		return child;
	}
}
