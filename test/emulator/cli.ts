import { parseArgs } from 'node:util';
import { GOOD_KEY, startEmulator, type EmulatorOptions } from './index';

const HELP = `A strict stand-in for the HoneyHive API on 127.0.0.1.

Usage: npm run emulator -- [options]

Data
  --events <n>              generated events, 0 to 1000000 (default 0)
  --seed <n>                another seed, other events (default 1)
  --project <name>          their project (default "Demo Project")
  --from <date>             they start no earlier than this, ISO 8601 (default 2024-04-01)
  --to <date>               and no later than this (default 2024-05-01)
  --distribution <name>     of the start times: uniform (default), bursts, millisecond, yearly, timeless
  --event-bytes <n>         average size of an event's JSON (default about 1500)
  --time-format <name>      milliseconds (default) or text, as "2024-04-01 22:38:19"

Host
  --port <n>                0 is any free port (default 0)
  --generations <list>      routes served, of export,exportV1,search (default all)
  --export-v1-host <name>   /v1/events/export as on v1 (default) or v2 hosts
  --count-means <name>      count is the total (default) or the number returned
  --latency-ms <n>          every request waits this long (default 0)
  --connect-ms <n>          the first on a connection this much longer (default 0)
  --help                    this text

When it is ready it prints one JSON line, {"url": …, "key": …}: send the key as
"Authorization: Bearer <key>". Any other key is 401, hh_emulator_read_nothing is 403.

Out of process it is steered over HTTP, no key needed:
  POST, DELETE /__emulator/faults       a fault (or a list), e.g. {"kind":"status","status":429,"times":2}
  GET, DELETE  /__emulator/requests     what it was asked
  POST, GET    /__emulator/events       put events in; all events as NDJSON
  DELETE       /__emulator/events/<id>
`;

const flags = {
	events: { type: 'string' },
	seed: { type: 'string' },
	project: { type: 'string' },
	from: { type: 'string' },
	to: { type: 'string' },
	distribution: { type: 'string' },
	'event-bytes': { type: 'string' },
	'time-format': { type: 'string' },
	port: { type: 'string' },
	generations: { type: 'string' },
	'export-v1-host': { type: 'string' },
	'count-means': { type: 'string' },
	'latency-ms': { type: 'string' },
	'connect-ms': { type: 'string' },
	help: { type: 'boolean' },
} as const;

const NUMBERS = new Set(['events', 'seed', 'eventBytes', 'port', 'latencyMs', 'connectMs']);

/** The flags as options, unchecked: startEmulator judges them and names the one that is wrong. */
function readFlags(values: Record<string, string | boolean | undefined>): EmulatorOptions {
	const options: Record<string, unknown> = {};
	for (const [flag, value] of Object.entries(values)) {
		const name = flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
		if (name === 'generations') options[name] = String(value).split(',');
		else if (NUMBERS.has(name)) options[name] = readNumber(flag, String(value));
		else options[name] = value;
	}
	return options;
}

function readNumber(flag: string, text: string): number {
	const number = text.trim() === '' ? NaN : Number(text);
	if (Number.isNaN(number)) throw new Error(`--${flag} must be a number, not "${text}"`);
	return number;
}

async function main(): Promise<void> {
	const { help, ...values } = parseArgs({ options: flags }).values;
	if (help) {
		process.stdout.write(HELP);
		return;
	}
	const emulator = await startEmulator(readFlags(values));
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.once(signal, () => void emulator.close());
	}
	process.stdout.write(`${JSON.stringify({ url: emulator.url, key: GOOD_KEY })}\n`);
}

main().catch((error: unknown) => {
	const message = error instanceof Error ? error.message : String(error);
	const said = message
		.replace(
			/^Emulator option (\w+)/,
			(_, name: string) => `--${name.replace(/[A-Z]/g, '-$&').toLowerCase()}`,
		)
		.split('\n')[0];
	process.stderr.write(`${said ?? message} (see --help)\n`);
	process.exitCode = 2;
});
