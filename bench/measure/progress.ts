import { hostsOf, minRequests, type Case } from '../cases';
import type { Contestant } from '../protocol';

/** Shows on stderr what is being measured, the time elapsed and an estimate of the total time. */
export class Progress {
	private readonly startMs = performance.now();
	private doneSeconds = 0;
	private currentSeconds = 0;

	/** @param totalSeconds estimated duration of all steps */
	constructor(private readonly totalSeconds: number) {}

	/** @param seconds estimated duration of the step */
	step(what: string, seconds: number): void {
		this.doneSeconds += this.currentSeconds;
		this.currentSeconds = seconds;
		this.show(`${this.clock()} ${what}`);
	}

	end(): void {
		if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
	}

	private clock(): string {
		const elapsed = (performance.now() - this.startMs) / 1000;
		// The steps that are done show how far the estimates are off.
		const pace = this.doneSeconds > 0 ? elapsed / this.doneSeconds : 1;
		const remaining = pace * (this.totalSeconds - this.doneSeconds);
		return `[${minutes(elapsed)} of about ${minutes(elapsed + remaining)}]`;
	}

	private show(line: string): void {
		process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
	}
}

/** Estimates the duration of an export in seconds, from what was measured on a developer's machine. */
export function estimateExport(contestant: Contestant, benchCase: Case): number {
	const host = hostsOf(benchCase.events).find(({ network }) => network === benchCase.network);
	const { latencyMs = 0, connectMs = 0 } = host?.settings ?? {};
	const concurrency = contestant === 'honeyHiveNode' || contestant === 'floor' ? 16 : 1;
	const reusesConnections = contestant === 'sdk' || contestant === 'floor';
	const requestMs = latencyMs + (reusesConnections ? 0 : connectMs);
	const waiting = (minRequests(benchCase) * requestMs) / concurrency / 1000;
	return waiting + estimateWork(benchCase.events);
}

/** Estimates, in seconds, how long it takes to read this many events or to generate them for an emulator. */
export function estimateWork(events: number): number {
	return 0.5 + events / 30_000;
}

function minutes(seconds: number): string {
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
