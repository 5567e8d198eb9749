import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { caseOf, nameOf, routes } from './cases';
import type { FileSizes } from './files';
import { hostsOf } from './hosts';

const defaultEvents = 100_000;
const defaultRounds = 5;

const caseNames = hostsOf(defaultEvents).flatMap((host) =>
	routes.map((route) => nameOf(caseOf(host, route))),
);

export const HELP = `Compares this node with what you would use instead.

Usage: npm run bench -- [options]

  --rounds <n>     measured rounds of each case (default ${defaultRounds}; at most 3 on the hosts
                   with a rate limit and slow queries, and for updates)
  --events <n>     events in each case (default ${defaultEvents}; at most 20000 on the host with
                   slow queries, and 100000 on that with a rate limit)
  --only <text>    only the cases whose name contains this text
  --quick          one round with 10000 events, to check that everything works
  --profile <dir>  write a CPU profile of each contestant to this folder (slows them down)
  --json           print all results as JSON instead of tables
  --help           print this text

Cases:
${caseNames.map((name) => `  ${name}`).join('\n')}
  sizes            what an event costs, depending on the number of events
  files            exports to files
  updates          writing verdicts back to events

Examples:
  npm run bench -- --only "${caseNames[0]}"   one case
  npm run bench -- --only "0 ms" --rounds 1   four cases, one round each
  npm run bench -- --only files --quick

The first run downloads n8n, which is about 3 GB. Keep the machine idle while measuring.
`;

/** The number of events that fits into n8n's memory as items. */
const maxEventsAsItems = 100_000;

export interface Options {
	readonly rounds: number;
	readonly events: number;
	/** The numbers of events for which the cost per event is measured. */
	readonly sizes: readonly number[];
	readonly files: FileSizes;
	readonly only: string;
	/** The folder for CPU profiles. */
	readonly profile: string | undefined;
	readonly json: boolean;
	readonly help: boolean;
}

/** @throws Error that names the invalid option */
export function readArguments(args: readonly string[]): Options {
	const { values } = parseArgs({
		args: [...args],
		options: {
			rounds: { type: 'string' },
			events: { type: 'string' },
			only: { type: 'string', default: '' },
			profile: { type: 'string' },
			quick: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const { quick, only, profile, json, help } = values;
	const events = readCount('events', values.events, quick ? 10_000 : defaultEvents);
	return {
		rounds: readCount('rounds', values.rounds, quick ? 1 : defaultRounds),
		events,
		sizes: [events / 100, events / 10, events].map(Math.ceil),
		files: fileSizesOf(quick ? Math.ceil(events / 5) : Math.min(events, maxEventsAsItems)),
		only,
		profile: profile && resolve(profile),
		json,
		help,
	};
}

function fileSizesOf(small: number): FileSizes {
	return { small, large: 10 * small };
}

function readCount(name: string, text: string | undefined, defaultCount: number): number {
	const count = text === undefined ? defaultCount : Number(text);
	if (!Number.isInteger(count) || count < 1) {
		throw new Error(`--${name} must be a whole number of at least 1`);
	}
	return count;
}
