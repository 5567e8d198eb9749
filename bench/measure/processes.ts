import { dirname } from 'node:path';

import type { N8nInstallation } from '../../test/support/n8n/install';
import type { Contestant, ServerRequest, ServerSettings, ServerStart } from '../protocol';
import { build, type Build } from './build';
import { Child } from './child';

/** The processes of the benchmark. The emulator and each contestant have one of their own. */
export class Processes {
	/** Those of contestants, including those that have ended. */
	private readonly contestants: Array<{ end(): Promise<void> }> = [];

	private server: Child<ServerRequest> | undefined;

	private constructor(
		private readonly node: string,
		private readonly build: Build,
		private readonly profileFolder: string | undefined,
	) {}

	/** @param profileFolder where to write a CPU profile of each contestant's process, if anywhere */
	static async create(
		{ node, entry }: N8nInstallation,
		profileFolder?: string,
	): Promise<Processes> {
		// n8n's start script is node_modules/n8n/bin/n8n.
		const n8nModules = dirname(dirname(dirname(entry)));
		return new Processes(node, await build(n8nModules), profileFolder);
	}

	/** Replaces the running emulator, if any, with a new one. */
	async startEmulator(settings: ServerSettings): Promise<ServerStart> {
		await this.server?.end();
		const file = this.build.fileOf('bench/server/serverProcess.ts');
		this.server = await Child.start<ServerRequest>('The emulator', this.node, [file]);
		return await this.server.ask<ServerStart>({ task: 'start', settings });
	}

	async askEmulator<Answer>(request: ServerRequest): Promise<Answer> {
		if (!this.server) throw new Error('The emulator has not been started');
		return await this.server.ask<Answer>(request);
	}

	/** @param program path from the root of the repository */
	async startContestant<Job extends object>(
		program: string,
		contestant: Contestant,
	): Promise<Child<Job>> {
		const { profileFolder } = this;
		const profiling =
			profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
		const child = await Child.start<Job>(
			contestant,
			this.node,
			[...profiling, this.build.fileOf(program), contestant],
			n8nSettings(this.build.storage),
		);
		this.contestants.push(child);
		return child;
	}

	async close(): Promise<void> {
		for (const child of [...this.contestants, this.server]) await child?.end();
		await this.build.remove();
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
