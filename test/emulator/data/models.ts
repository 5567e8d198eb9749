import { dice, type Page } from './page';
import type { Random } from './random';

interface Model {
	model: string;
	provider: string;
}

const MODELS: [Model, ...Model[]] = [
	{ model: 'gpt-4o', provider: 'openai' },
	{ model: 'gpt-4o-mini', provider: 'openai' },
	{ model: 'claude-3-5-sonnet-20240620', provider: 'anthropic' },
	{ model: 'gemini-1.5-pro', provider: 'google' },
];

/** The model that a model event called, or that an agent works with. Takes the first of the dice of its config. */
export function modelOf(page: Page, random: Random = dice(page, 'config')): Model {
	return random.pick(MODELS);
}
