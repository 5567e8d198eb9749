import { spendNames, type Facts, type SpendName } from './facts';
import { asDecimal, ExactSum } from './sum';

/** Sums of cost and tokens. */
export class Spend {
	private readonly sums: Readonly<Record<SpendName, ExactSum>> = {
		cost: new ExactSum(),
		prompt_tokens: new ExactSum(),
		completion_tokens: new ExactSum(),
		total_tokens: new ExactSum(),
	};

	add(spend: Facts['spend']): void {
		for (const name of spendNames) {
			const value = spend[name];
			if (value !== undefined) this.sums[name].add(value);
		}
	}

	/** Whether any event stated the figure. Zero is a statement, too. */
	has(name: SpendName): boolean {
		return !this.sums[name].isEmpty;
	}

	/** 0 when no event stated the figure. */
	of(name: SpendName): number {
		return asDecimal(this.sums[name].value);
	}
}
