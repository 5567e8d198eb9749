import { parseArgs } from 'node:util';
import { GOOD_KEY, HOST_NAMES, startEmulator, type EmulatorOptions } from './index';

const HELP = `A strict stand-in for the HoneyHive API on 127.0.0.1.

Usage: npm run emulator -- [options]

Data
  --events <n>              number of generated events, 0 to 1000000 (default 0)
  --seed <n>                seed of the generated data (default 1)
  --project <name>          project of the generated events (default "Demo Project")
  --from <date>             earliest start time, ISO 8601 (default 2024-04-01)
  --to <date>               latest start time, ISO 8601 (default 2024-05-01)
  --distribution <name>     distribution of the start times: uniform (default), bursts,
                            millisecond, yearly or timeless
  --event-bytes <n>         average size of the JSON of an event (default: about 1500)
  --time-format <name>      format of times: milliseconds (default), or text such as
                            "2024-04-01 22:38:19"
  --usage <name>            names of tokens: legacy (default) or openTelemetry
  --model-costs <name>      metadata.cost of model events: kept (default) or none
  --agent-events <name>     agents that repeat the tokens of their model events: none
                            (default) or perSession
  --session-totals <name>   totals of sessions: exact (default), stale, text, staleOrText,
                            late or none
  --users <name>            user_properties in all sessions (default) or in some
  --empty-containers <name> {} where a container is empty: kept (default) or elided
  --null-fields <name>      keys that may be null: errorAndParent (default), error or none

Host
  --host <name>             HoneyHive as it was in a given year, a preset of options that
                            other options override:
                            ${HOST_NAMES.join(', ')}
  --port <n>                port to listen on; 0 picks a free one (default 0)
  --generations <list>      generations to serve: export, exportV1 and search, separated by
                            commas (default: all)
  --export-v1-host <name>   serve /v1/events/export as v1 (default) or v2 hosts do
  --count-means <name>      meaning of the count in an answer: total (default) or returned
  --max-export-limit <n>    largest limit of an export (default 7500)
  --rejected-key-status <n> status for a rejected key: 401 (default; 403 without the
                            permission) or 404
  --metrics-form <name>     answer of /v1/metrics: list (default) or object
  --session-trees <name>    GET /v1/sessions/<id>: served (default) or refused
  --latency-ms <n>          delay of each request (default 0)
  --connect-ms <n>          additional delay of the first request on a connection (default 0)
  --requests-per-second <n> requests for events that are served within a second; more are
                            answered with 429 (default: all are served)
  --query-ms <n>            duration of a query for events in milliseconds (default 0)
  --event-ms <n>            additional duration for each event in its answer (default 0)
  --help                    print this help

When it is ready, it prints one line of JSON: {"url": …, "key": …}. Send the key as
"Authorization: Bearer <key>". The key hh_emulator_read_nothing is answered with 403, and
any other key with 401, unless --rejected-key-status is 404.

Control routes (no key needed)
  POST   /__emulator/faults        add a fault or a list of faults,
                                   such as {"kind":"status","status":429,"times":2}
  DELETE /__emulator/faults        remove all faults
  GET    /__emulator/requests      list the API requests received so far
  DELETE /__emulator/requests      forget them
  POST   /__emulator/events        add events: one, a list or NDJSON
  GET    /__emulator/events        return all events as NDJSON
  DELETE /__emulator/events/<id>   remove an event
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
	usage: { type: 'string' },
	'model-costs': { type: 'string' },
	'agent-events': { type: 'string' },
	'session-totals': { type: 'string' },
	users: { type: 'string' },
	'empty-containers': { type: 'string' },
	'null-fields': { type: 'string' },
	host: { type: 'string' },
	port: { type: 'string' },
	generations: { type: 'string' },
	'export-v1-host': { type: 'string' },
	'count-means': { type: 'string' },
	'max-export-limit': { type: 'string' },
	'rejected-key-status': { type: 'string' },
	'metrics-form': { type: 'string' },
	'session-trees': { type: 'string' },
	'latency-ms': { type: 'string' },
	'connect-ms': { type: 'string' },
	'requests-per-second': { type: 'string' },
	'query-ms': { type: 'string' },
	'event-ms': { type: 'string' },
	help: { type: 'boolean' },
} as const;

const NUMBERS = new Set([
	'events',
	'seed',
	'eventBytes',
	'port',
	'maxExportLimit',
	'rejectedKeyStatus',
	'latencyMs',
	'connectMs',
	'requestsPerSecond',
	'queryMs',
	'eventMs',
]);

/** The flags as options. startEmulator validates them and names the one that is wrong. */
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
