import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, installN8n, N8N_VERSION } from '../test/support/n8n/install';
import { startN8n, type N8nInstance } from '../test/support/n8n/instance';
import { installPackage, packPackage } from '../test/support/n8n/pack';
import { endAllTrees } from '../test/support/n8n/process/processTree';
import { N8nSession, OWNER } from '../test/support/n8n/api/session';
import { endSteps, step } from '../test/support/n8n/steps';
import { fillHoneyHive, type FilledHoneyHive } from './honeyHive';
import { tableOf } from './table';
import { connect, exportEverything, runExample } from './workflows';

const keepOpen = process.argv.includes('--open');
/** When `npm run demo` was called: the tools may have been installed since. */
const started = Number(process.env.DEMO_STARTED_AT ?? Date.now());
const closers: Array<() => Promise<void>> = [];
let closing = false;

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function demo(): Promise<void> {
	await step(
		`Getting n8n ${N8N_VERSION}, once`,
		installN8n,
		() => `n8n ${N8N_VERSION} is in ${cacheFolder()}`,
	);
	const userFolder = await mkdtemp(join(tmpdir(), 'honeyhive-demo-'));
	closers.push(async () => await rm(userFolder, { recursive: true, force: true }));
	await step('Building and packing the node, installing it as a user would', async () => {
		const { tarball, remove } = await packPackage();
		await installPackage(tarball, userFolder);
		await remove();
	});

	const honeyHive = await step(
		"Writing events into an emulated HoneyHive with HoneyHive's own SDK",
		fillHoneyHive,
		({ written }) =>
			`HoneyHive's own SDK wrote ${written} events; the documentation's one was added`,
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
		({ verdict }) => `The HoneyHive credential was created and tested: ${verdict}`,
	);
	const { events } = await step(
		'Exporting all events',
		async () => await exportEverything(session, credential, honeyHive),
		({ events: all }) => `Exported ${all.length} events: all that HoneyHive holds, each once`,
	);
	const { message, workflowId } = await step(
		'Importing examples/slack-digest.json and running it',
		async () => await runExample(session),
		() => 'Imported examples/slack-digest.json and ran it from its Schedule Trigger',
	);

	say(`\n${tableOf(events)}\n\nThe message, ready for Slack:\n`);
	say(message.replace(/^/gm, '  '));
	say(`\nDone in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
	if (keepOpen) await stayOpen(n8n, workflowId);
}

async function stayOpen(n8n: N8nInstance, workflowId: string): Promise<void> {
	say(`\nn8n is up: ${n8n.url}/workflow/${workflowId}`);
	say(`Log in as ${OWNER.email} with the password ${OWNER.password}. Ctrl-C ends everything.`);
	await new Promise(() => {});
}

/** What n8n itself has to say helps when a step in it fails. */
async function explainedBy(n8n: N8nInstance, work: Promise<void>): Promise<void> {
	await work.catch(async (error: unknown) => {
		const tail = await n8n.logTail();
		return await Promise.reject(
			new Error(`${messageOf(error)}\nLast lines of n8n's log:\n${tail}`),
		);
	});
}

/** Ends what was started and then this process. */
async function close(exitCode: number): Promise<void> {
	if (closing) return;
	closing = true;
	// n8n or npm may be anywhere between start and end; the folders they write go after them.
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
// The process that started this one is gone, and so is whoever watched.
process.on('disconnect', () => void close(1));

void demo().then(
	async () => await close(0),
	async (error: unknown) => {
		if (!closing) process.stderr.write(`\n${messageOf(error)}\n`);
		await close(1);
	},
);
