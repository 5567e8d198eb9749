import { parseArgs } from 'node:util';

import { generations } from '../nodes/HoneyHive/api/generations';
import type { GenerationName } from '../nodes/HoneyHive/events/generation';
import { isSafe, probe, toMarkdown } from './probe';

const help = `Checks whether a HoneyHive deployment behaves as the node assumes. It only reads, sends at most
60 requests, and takes about half a minute.

  HONEYHIVE_API_KEY=… npm run probe -- --base-url https://api.honeyhive.ai --project 'My Project'

  --base-url URL     the deployment's API
  --api-version V    ${Object.keys(generations).join(', ')} (default: export for api.honeyhive.ai, else search)
  --project NAME     the project, where the API key does not determine it
  --json             a report without key, names, texts or IDs, to paste into an issue

The exit code is 1 if the node would return wrong events from this deployment.
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			'base-url': { type: 'string' },
			'api-version': { type: 'string' },
			project: { type: 'string' },
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
	const report = await probe({
		baseUrl,
		apiKey,
		generation,
		project: values.project,
		pauseMs: 250,
	});
	process.stdout.write(
		values.json ? `${JSON.stringify(report, undefined, 2)}\n` : toMarkdown(report),
	);
	process.exitCode = isSafe(report) ? 0 : 1;
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
