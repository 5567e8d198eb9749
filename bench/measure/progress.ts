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

function minutes(seconds: number): string {
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
