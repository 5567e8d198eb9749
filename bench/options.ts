import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import type { FileSizes } from './files';

export const HELP = `What this node costs, side by side with what one would use in its place.

Usage: npm run bench -- [options]

  --rounds <n>     timed rounds of every case, 5 unless given
  --events <n>     events in every case, 100000 unless given
  --only <text>    only cases whose name contains it: WAN, "0 ms", search, export, uniform, bursts, sizes,
                   files
  --quick          one round with 10000 events, to see that it works
  --profile <dir>  write a CPU profile of each contestant into this folder (and be slower)
  --json           everything that was measured, as JSON, in place of the tables
  --help           this text

The first run downloads n8n, about 3 GB. Nothing else should be busy on the machine.
`;

/** So many events n8n's memory can hold as items. */
const mostAsItems = 100_000;

export interface Options {
	readonly rounds: number;
	readonly events: number;
	/** Store sizes for the cost by size. */
	readonly sizes: readonly number[];
	readonly files: FileSizes;
	readonly only: string;
	/** Folder for CPU profiles. */
	readonly profile: string | undefined;
	readonly json: boolean;
	readonly help: boolean;
}

/** @throws Error that names the flag that is wrong */
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
	const events = readCount('events', values.events, quick ? 10_000 : 100_000);
	return {
		rounds: readCount('rounds', values.rounds, quick ? 1 : 5),
		events,
		sizes: [events / 100, events / 10, events].map(Math.ceil),
		files: fileSizesOf(quick ? Math.ceil(events / 5) : Math.min(events, mostAsItems)),
		only,
		profile: profile && resolve(profile),
		json,
		help,
	};
}

function fileSizesOf(few: number): FileSizes {
	return { few, many: 10 * few };
}

function readCount(name: string, text: string | undefined, otherwise: number): number {
	const count = text === undefined ? otherwise : Number(text);
	if (!Number.isInteger(count) || count < 1) throw new Error(`--${name} must be a whole number`);
	return count;
}
