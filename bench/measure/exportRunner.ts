import { dirname } from 'node:path';

import type { N8nInstallation } from '../../test/support/n8n/install';
import { generationFor, type Route } from '../cases';
import type {
	Contestant,
	ExportResult,
	Job,
	ServerCount,
	ServerRequest,
	ServerSettings,
	ServerStart,
} from '../protocol';
import { build, type Build } from './build';
import { checkDigest } from './checkDigest';
import { Child } from './child';

/** One export that turned out complete, with what the server measured during it. */
export interface Run extends Omit<ExportResult, 'digest'> {
	readonly requests: number;
	readonly connections: number;
	readonly serverCpuMs: number;
}

/** Runs exports. The emulator and each contestant have a process of their own. */
export class ExportRunner {
	/** The process that each contestant uses in all rounds. */
	private readonly reused = new Map<Contestant, Child<Job>>();

	/** All processes of contestants, including those that have ended. */
	private readonly started: Array<Child<Job>> = [];

	private server: Child<ServerRequest> | undefined;

	private serving: { settings: ServerSettings; start: ServerStart } | undefined;

	private constructor(
		private readonly node: string,
		private readonly build: Build,
		private readonly profileFolder: string | undefined,
	) {}

	/** @param profileFolder where to write a CPU profile of each contestant's process, if anywhere */
	static async create(
		{ node, entry }: N8nInstallation,
		profileFolder?: string,
	): Promise<ExportRunner> {
		// n8n's start script is node_modules/n8n/bin/n8n.
		const n8nModules = dirname(dirname(dirname(entry)));
		return new ExportRunner(node, await build(n8nModules), profileFolder);
	}

	/** Replaces the running emulator, if any, with a new one. */
	async startEmulator(settings: ServerSettings): Promise<ServerStart> {
		await this.server?.end();
		const file = this.build.fileOf('bench/server/serverProcess.ts');
		this.server = await Child.start<ServerRequest>('The emulator', this.node, [file]);
		const start = await this.server.ask<ServerStart>({ task: 'start', settings });
		this.serving = { settings, start };
		return start;
	}

	/** Exports once, in the process that the contestant uses in all rounds. */
	async run(contestant: Contestant, route: Route): Promise<Run> {
		const child = this.reused.get(contestant) ?? (await this.startContestant(contestant));
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

	async close(): Promise<void> {
		for (const child of [...this.started, this.server]) await child?.end();
		await this.build.remove();
	}

	private async startContestant(contestant: Contestant): Promise<Child<Job>> {
		const file = this.build.fileOf('bench/measure/contestantProcess.ts');
		const { profileFolder } = this;
		const profiling =
			profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
		const child = await Child.start<Job>(
			contestant,
			this.node,
			[...profiling, file, contestant],
			n8nSettings(this.build.storage),
		);
		this.started.push(child);
		return child;
	}

	private async export(child: Child<Job>, contestant: Contestant, route: Route): Promise<Run> {
		const { server, serving } = this;
		if (!server || !serving) throw new Error('The emulator has not been started');
		const { settings, start } = serving;
		await server.ask({ task: 'clear' });
		const generation = generationFor(contestant, route);
		const { digest, ...result } = await child.ask<ExportResult>({
			url: start.url,
			key: start.key,
			generation,
			pageSize: route.pageSize,
			events: settings.events,
		});
		const { requests, connections, cpuMs } = await server.ask<ServerCount>({ task: 'count' });
		checkDigest(contestant, digest, start.expected, start.responseBytes[generation]);
		return { ...result, requests, connections, serverCpuMs: cpuMs };
	}
}

/** Lets n8n store files on disk, which is its default, but in this folder. */
function n8nSettings(folder: string): Readonly<Record<string, string>> {
	return {
		N8N_USER_FOLDER: folder,
		N8N_ENCRYPTION_KEY: 'bench',
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_BINARY_DATA_STORAGE_PATH: folder,
	};
}
