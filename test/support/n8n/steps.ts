import type { Progress } from './install';

const TTY_REFRESH_MS = 100;
const LINE_EVERY_MS = 10_000;
const CLEAR_LINE = '\r\x1b[2K';
const TEXT_WIDTH = 82;
const SPINNER = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

let silent = false;

/** Silences all steps from now on, so that they do not print after a final message. */
export function endSteps(): void {
	silent = true;
	if (process.stdout.isTTY) process.stdout.write(CLEAR_LINE);
}

/**
 * Runs one step of a long task and shows its progress: a line that counts the seconds on a terminal,
 * a new line every ten seconds elsewhere, and at the end a check mark or a cross with the time taken.
 * @param work can report its current activity, which is shown after the title
 * @param outcome what to show instead of the title on success
 */
export async function step<T>(
	title: string,
	work: (say: Progress) => Promise<T>,
	outcome: (result: T) => string = () => title,
): Promise<T> {
	const started = Date.now();
	let activity = '';
	let frame = 0;
	const line = () => (activity === '' ? title : `${title}: ${activity}`);
	const terminal = process.stdout.isTTY;
	const timer = terminal
		? setInterval(() => overwrite(`${SPINNER[frame++ % 10]} `, line(), started), TTY_REFRESH_MS)
		: setInterval(() => print(`  ${timed(line(), started)}`), LINE_EVERY_MS);
	const end = (sign: string, text: string) => {
		clearInterval(timer);
		if (terminal && !silent) process.stdout.write(CLEAR_LINE);
		print(`${sign} ${timed(text, started)}`);
	};
	try {
		const result = await work((now) => (activity = now));
		end('✔', outcome(result));
		return result;
	} catch (error) {
		end('✖', line());
		return await Promise.reject(error);
	}
}

/** The text followed by its seconds, aligned in a column. */
function timed(text: string, since: number, width = TEXT_WIDTH): string {
	const seconds = `${((Date.now() - since) / 1000).toFixed(1)} s`;
	return `${text.padEnd(width)} ${seconds.padStart(8)}`;
}

function print(line: string): void {
	if (!silent) process.stdout.write(`${line}\n`);
}

/** Overwrites the current line. A long text is cut, since a line that wraps cannot be overwritten. */
function overwrite(sign: string, text: string, since: number): void {
	if (silent) return;
	const width = Math.min(TEXT_WIDTH, (process.stdout.columns || 80) - 13);
	process.stdout.write(`${CLEAR_LINE}${sign}${timed(text.slice(0, width), since, width)}`);
}
