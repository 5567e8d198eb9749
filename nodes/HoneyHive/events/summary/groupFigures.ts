import type { FigureName } from '../figures';
import { toIso } from '../time';
import type { Facts } from './facts';
import { FigureSums } from './figureSums';
import type { Measures } from './measures';
import { Percentiles } from './percentiles';
import { asDecimal, ExactSum } from './sum';

/** The numbers of one group, while its events are added in any order. */
export class GroupFigures {
	events = 0;

	private failures = 0;

	private durations = 0;

	private readonly durationSum = new ExactSum();

	private readonly percentiles = new Percentiles();

	private first = Infinity;

	private last = -Infinity;

	readonly sums = new FigureSums();

	add(facts: Facts): void {
		this.events += 1;
		if (facts.failed) this.failures += 1;
		if (facts.duration !== undefined) this.addDuration(facts.duration);
		if (facts.start !== undefined) this.addStart(facts.start);
		this.sums.add(facts);
	}

	/** @param sumOf returns the group's sum of a figure */
	measures(sumOf: (name: FigureName) => number | null): Measures {
		const [p50 = null, p95 = null, p99 = null] = this.percentiles.at([50, 95, 99]);
		return {
			events: this.events,
			failures: this.failures,
			failure_rate: this.events === 0 ? 0 : asDecimal(this.failures / this.events),
			cost: sumOf('cost'),
			prompt_tokens: sumOf('prompt_tokens'),
			completion_tokens: sumOf('completion_tokens'),
			total_tokens: sumOf('total_tokens'),
			duration_avg_ms:
				this.durations === 0 ? null : asDecimal(this.durationSum.value / this.durations),
			duration_p50_ms: p50,
			duration_p95_ms: p95,
			duration_p99_ms: p99,
		};
	}

	/** When the first and the last event started, in ISO 8601 and UTC; null when no event has a start time. */
	get span(): { first_time: string | null; last_time: string | null } {
		if (this.first > this.last) return { first_time: null, last_time: null };
		return { first_time: toIso(this.first), last_time: toIso(this.last) };
	}

	private addDuration(duration: number): void {
		this.durations += 1;
		this.durationSum.add(duration);
		this.percentiles.add(duration);
	}

	private addStart(start: number): void {
		if (start < this.first) this.first = start;
		if (start > this.last) this.last = start;
	}
}
