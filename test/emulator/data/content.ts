import type { Fields } from './event';
import type { SessionPlan, Step } from './plan';
import { Random } from './random';
import { text } from './texts';

/** One event being written: who it is, and how many characters of text it may carry. */
export interface Page {
	seed: number;
	index: number;
	session: SessionPlan;
	step: Step;
	letters: number;
}

interface Model {
	model: string;
	provider: string;
}

const STREAM = { names: 1, config: 2, inputs: 3, outputs: 4, feedback: 5, metrics: 6, session: 7 };
const MODELS: [Model, ...Model[]] = [
	{ model: 'gpt-4o', provider: 'openai' },
	{ model: 'gpt-4o-mini', provider: 'openai' },
	{ model: 'claude-3-5-sonnet-20240620', provider: 'anthropic' },
	{ model: 'gemini-1.5-pro', provider: 'google' },
];
const NAMES = {
	session: ['Support Chat', 'Document Q&A', 'Research Agent', 'Nightly Evaluation'],
	chain: ['answer_question', 'retrieve_context', 'plan_steps', 'review_answer'],
	model: ['Model Completion', 'chat_completion', 'summarise', 'rerank'],
	tool: ['vector_search', 'sql_query', 'web_search', 'send_mail'],
} as const;
const SOURCES = ['production', 'production', 'production', 'staging', 'playground'] as const;

// Each field has dice of its own: a field made alone is the field made with all the others.
function dice(page: Page, stream: number): Random {
	return new Random(page.seed, stream, page.index);
}

function sessionDice(page: Page): Random {
	return new Random(page.seed, STREAM.session, page.session.number);
}

export function sourceOf(page: Page): string {
	return sessionDice(page).pick(SOURCES);
}

export function nameOf(page: Page): string {
	return dice(page, STREAM.names).pick(NAMES[page.step.kind]);
}

export function errorOf(page: Page): string | null {
	if (!page.step.failed) return null;
	return page.step.kind === 'model'
		? 'RateLimitError: the provider answered 429 three times'
		: 'TimeoutError: no answer within 30 s';
}

export function configOf(page: Page): Fields {
	const random = dice(page, STREAM.config);
	if (page.step.kind === 'tool') return { endpoint: 'https://tools.example/v1', retries: 2 };
	if (page.step.kind !== 'model') return {};
	const { model, provider } = random.pick(MODELS);
	return {
		model,
		provider,
		version: `v0.${random.whole(1, 9)}`,
		hyperparameters: { temperature: random.whole(0, 10) / 10, top_p: 1, max_tokens: 1000 },
		template: [{ role: 'user', content: '{{question}}' }],
		type: 'chat',
	};
}

export function inputsOf(page: Page): Fields {
	const random = dice(page, STREAM.inputs);
	if (page.step.kind !== 'model') return { question: text(random, page.letters * 0.5) };
	return {
		question: text(random, page.letters * 0.1),
		chat_history: [
			{ role: 'system', content: text(random, page.letters * 0.35) },
			{ role: 'user', content: text(random, page.letters * 0.15) },
		],
	};
}

export function outputsOf(page: Page): Fields {
	const random = dice(page, STREAM.outputs);
	if (page.step.failed) return {};
	if (page.step.kind === 'tool') return { result: text(random, page.letters * 0.5), rows: 3 };
	return { role: 'assistant', content: text(random, page.letters * 0.4) };
}

export function metadataOf(page: Page): Fields {
	const { step, session } = page;
	const experiment = experimentOf(page);
	if (step.kind === 'session') return { ...totals(session.steps), ...experiment };
	if (step.kind === 'tool') {
		return { tool: { status: step.failed ? 'failure' : 'success' }, ...experiment };
	}
	if (step.kind === 'chain') return { version: '1.4.2', ...experiment };
	return { ...usage(step.cost, step.promptTokens, step.completionTokens), ...experiment };
}

function usage(cost: number, promptTokens: number, completionTokens: number): Fields {
	return {
		cost,
		completion_tokens: completionTokens,
		prompt_tokens: promptTokens,
		total_tokens: promptTokens + completionTokens,
	};
}

/** A session's totals. num_events counts what is in the session, not the session itself. */
function totals(steps: readonly Step[]): Fields {
	let [cost, prompt, completion, models] = [0, 0, 0, 0];
	for (const step of steps) {
		cost += step.cost;
		prompt += step.promptTokens;
		completion += step.completionTokens;
		if (step.kind === 'model') models++;
	}
	return {
		num_events: steps.length - 1,
		num_model_events: models,
		has_feedback: steps.some((step) => step.rated),
		...usage(Math.round(cost * 1e7) / 1e7, prompt, completion),
	};
}

/** One session in ten belongs to an experiment. */
function experimentOf(page: Page): Fields {
	const random = sessionDice(page);
	random.next();
	if (!random.chance(0.1)) return {};
	const run = random.whole(1, 4);
	return { run_id: `run-${run}`, dataset_id: `dataset-${1 + (run % 2)}` };
}

export function feedbackOf(page: Page): Fields {
	if (!page.step.rated) return {};
	const random = dice(page, STREAM.feedback);
	return { rating: random.whole(1, 5), comment: text(random, 40) };
}

export function metricsOf(page: Page): Fields {
	const random = dice(page, STREAM.metrics);
	if (page.step.kind === 'model' && random.chance(0.7)) {
		return {
			'Answer Faithfulness': random.whole(1, 5),
			'Answer Faithfulness_explanation': text(random, 80),
			'Number of words': random.whole(1, 400),
		};
	}
	if (page.step.kind === 'session' && random.chance(0.3)) {
		return { resolved: random.chance(0.8), quality: random.whole(0, 100) / 100 };
	}
	return {};
}

export function userOf(page: Page): Fields {
	const random = sessionDice(page);
	random.next();
	random.next();
	random.next();
	return { user: `user-${random.whole(1, 500)}@mail.example`, tier: random.pick(['free', 'team']) };
}
