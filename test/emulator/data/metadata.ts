import type { Fields } from './event';
import { modelOf } from './models';
import { dice, sessionDice, type Page } from './page';
import { hasModelCosts, tokens, totalsOf } from './totals';

export function metadataOf(page: Page): Fields {
	return { ...ownMetadata(page), ...experimentOf(page) };
}

function ownMetadata(page: Page): Fields {
	const { settings, session, step } = page;
	if (step.kind === 'session') {
		return totalsOf(settings, session.steps, sessionDice(page, 'totals'));
	}
	if (settings.usage === 'openTelemetry') return openTelemetry(page);
	if (step.kind === 'tool') return { tool: { status: step.failed ? 'failure' : 'success' } };
	if (step.kind === 'chain') return { version: '1.4.2', ...(step.isAgent && agentUsage(page)) };
	return {
		...(hasModelCosts(settings) && { cost: step.cost }),
		...tokens(step.promptTokens, step.completionTokens),
	};
}

/** What a tracer of OpenTelemetry writes. */
function openTelemetry(page: Page): Fields {
	const { step } = page;
	if (step.kind === 'tool') {
		return {
			operation_name: 'execute_tool',
			model_name: 'unknown',
			'tool.status': step.failed ? 'failure' : 'success',
		};
	}
	if (step.isAgent) {
		return {
			operation_name: 'invoke_agent',
			agent_name: 'Agent',
			model_name: modelOf(page).model,
			...agentUsage(page),
		};
	}
	if (step.kind === 'chain') return { version: '1.4.2' };
	const random = dice(page, 'metadata');
	return {
		operation_name: 'chat',
		model_name: modelOf(page).model,
		...(random.chance(0.05) ? dottedTokens(page) : inputAndOutputTokens(page)),
		...(random.chance(0.3) && { 'llm.request.type': 'chat' }),
	};
}

/** The sum over the agent's model events, which its plan holds. A sum of nothing is left out. */
function agentUsage(page: Page): Fields {
	const { settings, session, step } = page;
	if (!session.steps.some(({ kind }) => kind === 'model')) return {};
	return settings.usage === 'openTelemetry'
		? inputAndOutputTokens(page)
		: tokens(step.promptTokens, step.completionTokens);
}

function inputAndOutputTokens({ step }: Page): Fields {
	return { input_tokens: step.promptTokens, output_tokens: step.completionTokens };
}

/** Attributes that nobody has translated: literal keys with dots. */
function dottedTokens({ step }: Page): Fields {
	return {
		'gen_ai.usage.input_tokens': step.promptTokens,
		'gen_ai.usage.output_tokens': step.completionTokens,
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
