import type { Fields } from './event';
import { modelOf } from './models';
import { dice, sessionDice, type Page } from './page';
import { text } from './texts';

const NAMES = {
	session: ['Support Chat', 'Document Q&A', 'Research Agent', 'Nightly Evaluation'],
	chain: ['answer_question', 'retrieve_context', 'plan_steps', 'review_answer'],
	model: ['Model Completion', 'chat_completion', 'summarise', 'rerank'],
	tool: ['vector_search', 'sql_query', 'web_search', 'send_mail'],
} as const;
const SOURCES = ['production', 'production', 'production', 'staging', 'playground'] as const;

export function sourceOf(page: Page): string {
	return sessionDice(page).pick(SOURCES);
}

export function nameOf(page: Page): string {
	if (page.step.isAgent) return 'invoke_agent';
	return dice(page, 'names').pick(NAMES[page.step.kind]);
}

export function errorOf(page: Page): string | null {
	if (!page.step.failed) return null;
	return page.step.kind === 'model'
		? 'RateLimitError: the provider answered 429 three times'
		: 'TimeoutError: no answer within 30 s';
}

export function configOf(page: Page): Fields {
	const random = dice(page, 'config');
	if (page.step.kind === 'tool') return { endpoint: 'https://tools.example/v1', retries: 2 };
	if (page.step.isAgent) return { model: modelOf(page).model, tools: [...NAMES.tool] };
	if (page.step.kind !== 'model') return {};
	const { model, provider } = modelOf(page, random);
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
	const random = dice(page, 'inputs');
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
	const random = dice(page, 'outputs');
	if (page.step.failed) return {};
	if (page.step.kind === 'tool') return { result: text(random, page.letters * 0.5), rows: 3 };
	return { role: 'assistant', content: text(random, page.letters * 0.4) };
}

export function feedbackOf(page: Page): Fields {
	if (!page.step.rated) return {};
	const random = dice(page, 'feedback');
	return { rating: random.whole(1, 5), comment: text(random, 40) };
}

export function metricsOf(page: Page): Fields {
	const random = dice(page, 'metrics');
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

/** Where not all sessions have a user, every second has none. */
export function userOf(page: Page): Fields {
	const isAnonymous = page.settings.users === 'some' && sessionDice(page, 'users').chance(0.5);
	if (isAnonymous) return {};
	const random = sessionDice(page);
	random.next();
	random.next();
	random.next();
	return { user: `user-${random.whole(1, 500)}@mail.example`, tier: random.pick(['free', 'team']) };
}
