import type { Settings } from '../options';
import type { Fields } from './event';
import type { Step } from './plan';
import type { Random } from './random';

/** The totals as of the moment a session began, in the host's usual words. */
const STALE: Fields = {
	num_events: 0,
	num_model_events: 0,
	has_feedback: false,
	cost: 0.1,
	completion_tokens: 0,
	prompt_tokens: 0,
	total_tokens: 0,
};
/** The same as another recorder wrote them. */
const TEXT: Fields = {
	num_events: '0',
	num_model_events: '0',
	has_feedback: false,
	cost: 0,
	completion_tokens: '0',
	prompt_tokens: '0',
	total_tokens: '0',
};

/** Whether the host leaves its sessions as they began: with such totals, and without a duration. */
export function staysAsBegun({ sessionTotals }: Settings): boolean {
	return sessionTotals === 'stale' || sessionTotals === 'text' || sessionTotals === 'staleOrText';
}

/** Whether the metadata of a session have totals from its beginning. */
export function startsWithTotals({ sessionTotals }: Settings): boolean {
	return sessionTotals !== 'late' && sessionTotals !== 'none';
}

/** The totals in the metadata of a generated session, from its plan alone. */
export function totalsOf(settings: Settings, steps: readonly Step[], random: Random): Fields {
	switch (settings.sessionTotals) {
		case 'exact':
			return exactTotals(settings, steps);
		case 'stale':
			return STALE;
		case 'text':
			return TEXT;
		case 'staleOrText':
			return random.chance(0.2) ? TEXT : STALE;
		case 'late':
		case 'none':
			return {};
	}
}

/** num_events counts what is in the session, not the session itself. */
function exactTotals(settings: Settings, steps: readonly Step[]): Fields {
	let [cost, prompt, completion, models] = [0, 0, 0, 0];
	for (const step of steps) {
		// An agent repeats the tokens of its model events.
		if (step.kind !== 'model') continue;
		cost += step.cost;
		prompt += step.promptTokens;
		completion += step.completionTokens;
		models++;
	}
	return {
		num_events: steps.length - 1,
		num_model_events: models,
		has_feedback: steps.some((step) => step.rated),
		...(hasModelCosts(settings) && { cost: Math.round(cost * 1e7) / 1e7 }),
		...tokens(prompt, completion),
	};
}

export function hasModelCosts({ usage, modelCosts }: Settings): boolean {
	return usage === 'legacy' && modelCosts === 'kept';
}

export function tokens(prompt: number, completion: number): Fields {
	return {
		completion_tokens: completion,
		prompt_tokens: prompt,
		total_tokens: prompt + completion,
	};
}
