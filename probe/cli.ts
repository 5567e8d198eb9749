import { parseArgs } from 'node:util';

import { generations } from '../nodes/HoneyHive/api/generations';
import type { GenerationName } from '../nodes/HoneyHive/events/generation';
import { confirm } from './confirm';
import { isSafe, probe, toMarkdown, type Report } from './probe';
import { probeName, probeWriting, type WriteOptions } from './write';

const help = `Checks whether a HoneyHive deployment behaves as the node assumes. It only reads, unless you add
--write. It sends at most 60 requests, and takes about half a minute.

  HONEYHIVE_API_KEY=… npm run probe -- --base-url https://api.honeyhive.ai --project 'My Project'

  --base-url URL     the deployment's API
  --api-version V    ${Object.keys(generations).join(', ')} (default: export for api.honeyhive.ai, else search)
  --project NAME     the project, where the API key does not determine it
  --write            check updates instead: writes ${probeName} to the metrics and the feedback of one event, after
                     asking you, and reads it back; takes up to two minutes
  --event ID         the event to write to
  --yes              do not ask
  --json             a report without key, names, texts or IDs, to paste into an issue

The exit code is 1 if the node would return wrong events from this deployment.
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			'base-url': { type: 'string' },
			'api-version': { type: 'string' },
			project: { type: 'string' },
			write: { type: 'boolean', default: false },
			event: { type: 'string' },
			yes: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const apiKey = process.env.HONEYHIVE_API_KEY;
	const baseUrl = values['base-url']?.replace(/\/+$/, '');
	if (values.help || !baseUrl || !apiKey) {
		process.stdout.write(help);
		if (!values.help) throw new Error('Set HONEYHIVE_API_KEY and --base-url.');
		return;
	}
	const generation = generationOf(values['api-version'], baseUrl);
	const options = { baseUrl, apiKey, generation, project: values.project, pauseMs: 250 };
	const report = values.write
		? await askAndWrite({ ...options, eventId: values.event ?? '', waitMs: 2_000 }, values.yes)
		: await probe(options);
	if (!report) return;
	process.stdout.write(
		values.json ? `${JSON.stringify(report, undefined, 2)}\n` : toMarkdown(report),
	);
	process.exitCode = isSafe(report) ? 0 : 1;
}

/** @returns undefined when the user does not want it */
async function askAndWrite(options: WriteOptions, isAgreed: boolean): Promise<Report | undefined> {
	if (options.eventId === '') throw new Error('--write needs --event.');
	if (!isAgreed) {
		if (!process.stdin.isTTY)
			throw new Error('--write asks before it writes: run it in a terminal, or add --yes.');
		const question = `This writes metrics.${probeName}, metrics.${probeName}_explanation and feedback.${probeName} to the event ${options.eventId}. Continue?`;
		// Standard output is for the report.
		if (!(await confirm(question, process.stdin, process.stderr))) {
			process.stderr.write('Nothing was written.\n');
			return undefined;
		}
	}
	return await probeWriting(options);
}

function generationOf(name: string | undefined, baseUrl: string): GenerationName {
	const chosen = name ?? (new URL(baseUrl).hostname === 'api.honeyhive.ai' ? 'export' : 'search');
	const known = Object.values(generations).find((generation) => generation.name === chosen);
	if (known) return known.name;
	throw new Error(`--api-version must be one of: ${Object.keys(generations).join(', ')}`);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 2;
});
