import { dirname } from 'node:path';

import type { N8nInstallation } from '../../test/support/n8n/install';
import { build, type Build } from './build';
import { generationFor, type Route } from '../cases';
import { Child } from './child';
import { check } from './checkDigest';
import {
	type Contestant,
	type Export,
	type Job,
	type ServerCount,
	type ServerRequest,
	type ServerSettings,
	type ServerStart,
} from '../protocol';

/** An export with what the server saw of it. */
export interface Run extends Omit<Export, 'proof'> {
	readonly requests: number;
	readonly connections: number;
	readonly serverCpuMilliseconds: number;
}

/** The processes that take part: one emulator at a time, and the contestants, kept for all rounds. */
export class Arena {
	private readonly kept = new Map<Contestant, Child<Job>>();

	/** Every contestant's process ever started. */
	private readonly entered: Array<Child<Job>> = [];

	private server: Child<ServerRequest> | undefined;

	private served: { settings: ServerSettings; start: ServerStart } | undefined;

	private constructor(
		private readonly node: string,
		private readonly build: Build,
		private readonly profiles: string | undefined,
	) {}

	/** @param profiles folder for a CPU profile of each contestant's process */
	static async open({ node, entry }: N8nInstallation, profiles?: string): Promise<Arena> {
		// n8n's start script is node_modules/n8n/bin/n8n.
		return new Arena(node, await build(dirname(dirname(dirname(entry)))), profiles);
	}

	/** Starts an emulator in place of the one before, its answers written in advance. */
	async serve(settings: ServerSettings): Promise<ServerStart> {
		await this.server?.end();
		const file = this.build.fileOf('bench/server/serverProcess.ts');
		this.server = await Child.start<ServerRequest>('The emulator', this.node, [file]);
		const start = await this.server.ask<ServerStart>({ task: 'start', settings });
		this.served = { settings, start };
		return start;
	}

	/** Exports once, in the process that the contestant has for all its rounds. */
	async run(contestant: Contestant, route: Route): Promise<Run> {
		const child = this.kept.get(contestant) ?? (await this.enter(contestant));
		this.kept.set(contestant, child);
		return await this.export(child, contestant, route);
	}

	/** Exports once in a process that has done nothing before: its peak memory is this export's. */
	async runAfresh(contestant: Contestant, route: Route): Promise<Run> {
		const child = await this.enter(contestant);
		try {
			return await this.export(child, contestant, route);
		} finally {
			await child.end();
		}
	}

	async close(): Promise<void> {
		for (const child of [...this.entered, this.server]) await child?.end();
		await this.build.remove();
	}

	private async enter(contestant: Contestant): Promise<Child<Job>> {
		const file = this.build.fileOf('bench/measure/contestantProcess.ts');
		const { profiles } = this;
		const profile = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
		const child = await Child.start<Job>(
			contestant,
			this.node,
			[...profile, file, contestant],
			n8nIn(this.build.storage),
		);
		this.entered.push(child);
		return child;
	}

	private async export(child: Child<Job>, contestant: Contestant, route: Route): Promise<Run> {
		const { server, served } = this;
		if (!server || !served) throw new Error('No emulator was started');
		const { settings, start } = served;
		await server.ask({ task: 'clear' });
		const generation = generationFor(contestant, route);
		const { proof, ...run } = await child.ask<Export>({
			url: start.url,
			key: start.key,
			generation,
			pageSize: route.pageSize,
			events: settings.events,
		});
		const seen = await server.ask<ServerCount>({ task: 'count' });
		check(contestant, proof, start.truth, start.answerBytes[generation]);
		return {
			...run,
			requests: seen.requests,
			connections: seen.connections,
			serverCpuMilliseconds: seen.cpuMilliseconds,
		};
	}
}

/** n8n keeps files as it does by default, on disk, but all that it keeps in this folder. */
function n8nIn(folder: string): Readonly<Record<string, string>> {
	return {
		N8N_USER_FOLDER: folder,
		N8N_ENCRYPTION_KEY: 'bench',
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_BINARY_DATA_STORAGE_PATH: folder,
	};
}
