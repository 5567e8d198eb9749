import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../test/support/n8n/cacheFolder';
import { installN8n, N8N_VERSION } from '../test/support/n8n/install';
import { startN8n, type N8nInstance } from '../test/support/n8n/instance';
import { installPackage, packPackage } from '../test/support/n8n/pack';
import { endAllTrees } from '../test/support/n8n/process/processTree';
import { N8nSession, OWNER } from '../test/support/n8n/api/session';
import { endSteps, step } from '../test/support/n8n/steps';
import { fillHoneyHive, PROJECT, type FilledHoneyHive } from './honeyHive';
import { newestOf, tableOf } from './table';
import { connect, exportEverything, runExample } from './workflows';

/** How many of the events fit into a terminal. */
const SHOWN_EVENTS = 20;
const keepOpen = process.argv.includes('--open');
/** When `npm run demo` started; installing the tools may have taken a while since. */
const started = Number(process.env.DEMO_STARTED_AT ?? Date.now());
const closers: Array<() => Promise<void>> = [];
let closing = false;

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function demo(): Promise<void> {
	await step(
		`Installing n8n ${N8N_VERSION} (first run only)`,
		installN8n,
		() => `n8n ${N8N_VERSION} is installed in ${cacheFolder()}`,
	);
	const userFolder = await mkdtemp(join(tmpdir(), 'honeyhive-demo-'));
	closers.push(async () => await rm(userFolder, { recursive: true, force: true }));
	await step('Building and packing the node, and installing it as a user would', async () => {
		const { tarball, remove } = await packPackage();
		await installPackage(tarball, userFolder);
		await remove();
	});

	const honeyHive = await step(
		'Writing events to an emulated HoneyHive with its official SDK',
		fillHoneyHive,
		({ written, emulated }) =>
			`The official SDK wrote ${written} events to the ${emulated} that were there`,
	);
	closers.push(honeyHive.close);
	const n8n = await step('Starting n8n', async () => await startN8n({ userFolder }));
	await explainedBy(n8n, useN8n(n8n, honeyHive));
}

async function useN8n(n8n: N8nInstance, honeyHive: FilledHoneyHive): Promise<void> {
	const session = new N8nSession(n8n.url);
	await session.setUpOwner();
	const credential = await step(
		'Creating the HoneyHive credential and testing it',
		async () => await connect(session, honeyHive),
		({ verdict }) => `Created and tested the HoneyHive credential: ${verdict}`,
	);
	const { events } = await step(
		'Exporting all events',
		async () => await exportEverything(session, credential, honeyHive),
		({ events: all }) => `Exported all ${all.length} events, each exactly once`,
	);
	const { message, workflowId } = await step(
		'Importing examples/daily-digest.json and running it',
		async () => await runExample(session, credential),
		() => 'Imported examples/daily-digest.json and ran it from its schedule',
	);

	say(`\nThe newest ${SHOWN_EVENTS}:\n\n${tableOf(newestOf(events, SHOWN_EVENTS))}`);
	say('\nThe message, ready for Slack:\n');
	say(message.replace(/^/gm, '  '));
	say(`\nDone in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
	if (keepOpen) await stayOpen(n8n, honeyHive, workflowId);
}

/** Leaves n8n and HoneyHive running, and prints what a user needs to try them. */
async function stayOpen(
	n8n: N8nInstance,
	{ emulator, apiKey }: FilledHoneyHive,
	workflowId: string,
): Promise<void> {
	say(`
n8n is running: ${n8n.url}/workflow/${workflowId}
  Email     ${OWNER.email}
  Password  ${OWNER.password}

HoneyHive (the emulator) is running. The credential 'HoneyHive account' reads from it, e.g. the
project '${PROJECT}'. To create a credential of your own, enter:
  API Key   ${apiKey}
  Base URL  ${emulator.url}

Press Ctrl-C to stop both.`);
	await new Promise(() => {});
}

/** Adds the end of n8n's log to the error of a step that failed in n8n. */
async function explainedBy(n8n: N8nInstance, work: Promise<void>): Promise<void> {
	await work.catch(async (error: unknown) => {
		const tail = await n8n.logTail();
		return await Promise.reject(
			new Error(`${messageOf(error)}\nThe last lines of n8n's log:\n${tail}`),
		);
	});
}

/** Stops everything that was started, and then this process. */
async function close(exitCode: number): Promise<void> {
	if (closing) return;
	closing = true;
	// n8n or npm may still be starting; stop them before removing the folders that they write to.
	await endAllTrees();
	for (const end of closers.reverse()) await end().catch(() => {});
	process.exit(exitCode);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
] as const) {
	process.on(signal, () => {
		endSteps();
		if (!closing) say('\nStopping …');
		void close(code);
	});
}
// The process that started this one is gone, and with it the terminal.
process.on('disconnect', () => void close(1));

void demo().then(
	async () => await close(0),
	async (error: unknown) => {
		if (!closing) process.stderr.write(`\n${messageOf(error)}\n`);
		await close(1);
	},
);
