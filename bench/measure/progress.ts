import { fewestRequests, hostsOf, type Case } from '../cases';
import type { Contestant } from '../protocol';

/** Says on stderr what is being done, since when and, by what is done so far, until when. */
export class Progress {
	private readonly began = performance.now();
	private done = 0;
	private current = 0;

	/** @param total estimated seconds of all steps */
	constructor(private readonly total: number) {}

	/** @param seconds that the step is estimated to take */
	step(what: string, seconds: number): void {
		this.done += this.current;
		this.current = seconds;
		this.show(`${this.clock()} ${what}`);
	}

	end(): void {
		if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
	}

	private clock(): string {
		const elapsed = (performance.now() - this.began) / 1000;
		// What is done corrects the estimate of the rest; at the start there is nothing to go by.
		const pace = this.done > 0 ? elapsed / this.done : 1;
		return `[${minutes(elapsed)} of about ${minutes(elapsed + pace * (this.total - this.done))}]`;
	}

	private show(line: string): void {
		process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
	}
}

/** Seconds that an export may take: roughly what was measured, so that the first estimate is near. */
export function estimate(contestant: Contestant, of: Case): number {
	const host = hostsOf(of.events).find(({ network }) => network === of.network);
	const { latencyMs = 0, connectMs = 0 } = host?.settings ?? {};
	const inFlight = contestant === 'honeyHiveNode' || contestant === 'floor' ? 4 : 1;
	const keepsAlive = contestant === 'sdk' || contestant === 'floor';
	const each = latencyMs + (keepsAlive ? 0 : connectMs);
	return (fewestRequests(of) * each) / inFlight / 1000 + secondsOfWork(of.events);
}

/** Reading so many events, or making them for an emulator, with the start of a process. */
export function secondsOfWork(events: number): number {
	return 0.5 + events / 30_000;
}

function minutes(seconds: number): string {
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
