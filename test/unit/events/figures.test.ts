import fc from 'fast-check';

import type { HoneyHiveEvent } from '../../../nodes/HoneyHive/events/event';
import {
	failureOf,
	modelOf,
	onlyErrors,
	readFigures,
} from '../../../nodes/HoneyHive/events/figures';
import { totalsOf } from '../../../nodes/HoneyHive/events/session/totals';
import { Summary } from '../../../nodes/HoneyHive/events/summary/summarize';

const sumUp = (events: readonly HoneyHiveEvent[]) =>
	totalsOf('s', events, onlyErrors, () => undefined);
const totals = (events: readonly HoneyHiveEvent[]) => sumUp(events).totals;

const figuresIn = (metadata: Record<string, unknown>) => readFigures({ metadata }).figures;

describe('Figures of an event', () => {
	it.each([
		['the older names', { prompt_tokens: 512, completion_tokens: 256 }],
		["HoneyHive's preferred names", { input_tokens: 512, output_tokens: 256 }],
		[
			'literal keys of OpenTelemetry',
			{ 'gen_ai.usage.input_tokens': 512, 'gen_ai.usage.output_tokens': 256 },
		],
		[
			'nested keys of OpenTelemetry',
			{ gen_ai: { usage: { input_tokens: 512, output_tokens: 256 } } },
		],
		['both old and new names', { prompt_tokens: 512, input_tokens: 512, output_tokens: 256 }],
		['decimal text', { input_tokens: '512', output_tokens: ' 256 ' }],
	])('are read from %s', (_names, metadata) => {
		expect(figuresIn(metadata)).toEqual({
			cost: undefined,
			prompt_tokens: 512,
			completion_tokens: 256,
			total_tokens: 768,
		});
	});

	it.each([
		[{ cost: 0.0012 }, 0.0012],
		[{ cost: '0.0012' }, 0.0012],
		[{ cost: '1.2e-3' }, 0.0012],
		[{ cost: 0 }, 0],
		[{ cost: null }, undefined],
		[{ cost: '' }, undefined],
		[{}, undefined],
	])('read the cost of %j as %p', (metadata, cost) => {
		expect(readFigures({ metadata })).toMatchObject({ figures: { cost }, unreadable: [] });
	});

	it.each(['free', '$0.01', '1,000', '0x10', 'Infinity', true, {}, [3]])(
		'report that the cost %j is not a number',
		(cost) => {
			expect(readFigures({ metadata: { cost } })).toMatchObject({
				figures: { cost: undefined },
				unreadable: ['cost'],
			});
		},
	);

	it('prefer the stated total of the tokens to the sum of its parts', () => {
		expect(figuresIn({ total_tokens: '900', input_tokens: 512 }).total_tokens).toBe(900);
	});

	it('have the prompt tokens as the total of an embedding, which completes nothing', () => {
		expect(figuresIn({ prompt_tokens: 8 }).total_tokens).toBe(8);
	});

	it('are not hidden by an empty total', () => {
		expect(figuresIn({ total_tokens: '', prompt_tokens: 3, completion_tokens: 4 })).toMatchObject({
			total_tokens: 7,
		});
	});
});

describe('Model of an event', () => {
	it.each<[HoneyHiveEvent, string | undefined]>([
		[{ config: { model: 'a' }, metadata: { model_name: 'b' } }, 'a'],
		[{ metadata: { model_name: 'b', response_model: 'c' } }, 'b'],
		[{ metadata: { model_name: 'unknown', response_model: 'c' } }, 'c'],
		[{ metadata: { model: 'd' } }, 'd'],
		[{ config: { model: '' }, metadata: { model_name: 'unknown' } }, undefined],
		[{ config: { model: { id: 1 } } }, undefined],
	])('of %j is %p', (event, model) => {
		expect(modelOf(event)).toBe(model);
	});
});

describe('Failure of an event', () => {
	it.each([undefined, null, false, '', ' ', [], {}])('is none for the error %j', (error) => {
		expect(failureOf({ error }, onlyErrors)).toBeUndefined();
	});

	it.each([
		['429', '429'],
		[{ code: 7 }, '{"code":7}'],
		[[{ type: 'text', text: 'went wrong' }], '[{"type":"text","text":"went wrong"}]'],
		[true, 'true'],
	])('is the error %j as text', (error, text) => {
		expect(failureOf({ error }, onlyErrors)).toBe(text);
	});

	it.each<[HoneyHiveEvent, string | undefined]>([
		[{ metadata: { 'tool.status': 'failure' } }, 'The tool reported a failure'],
		[{ metadata: { tool: { status: 'failure' } } }, 'The tool reported a failure'],
		[{ outputs: { tool_response: { returnCode: 1 } } }, 'The tool ended with the code 1'],
		[{ outputs: { tool_response: { returnCode: 0 } } }, undefined],
		[{ metadata: { 'tool.status': 'success' } }, undefined],
	])('of a tool is read from %j only if tool failures count', (event, text) => {
		expect(failureOf(event, { countToolFailures: true })).toBe(text);
		expect(failureOf(event, onlyErrors)).toBeUndefined();
	});
});

/** A tree of a session's events: models are leaves, every other event states the sum below it. */
interface Tree {
	readonly type: 'session' | 'chain' | 'tool' | 'model';
	/** In thousandths, so that sums are exact. */
	readonly cost: number;
	readonly children: readonly Tree[];
}

const trees: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree; node: Tree; model: Tree }>((tie) => ({
	model: fc.record({
		type: fc.constant('model' as const),
		cost: fc.integer({ min: 0, max: 5000 }),
		children: fc.constant([]),
	}),
	node: fc.oneof(
		{ depthSize: 'small' },
		tie('model'),
		fc.record({
			type: fc.constantFrom('chain' as const, 'tool' as const),
			cost: fc.constant(0),
			children: fc.array(tie('node'), { maxLength: 3 }),
		}),
	),
	tree: fc.record({
		type: fc.constant('session' as const),
		cost: fc.constant(0),
		children: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
	}),
})).tree;

function modelsOf(tree: Tree): Tree[] {
	return tree.type === 'model' ? [tree] : tree.children.flatMap(modelsOf);
}

/** The events of a tree; `states` decides which of those above the models state the sum below them. */
function eventsOf(tree: Tree, states: () => boolean): HoneyHiveEvent[] {
	const sum = modelsOf(tree).reduce((total, { cost }) => total + cost, 0);
	const isStated = tree.type === 'model' || states();
	return [
		{ event_type: tree.type, metadata: isStated ? { cost: sum / 1000, input_tokens: sum } : {} },
		...tree.children.flatMap((child) => eventsOf(child, states)),
	];
}

function summarize(events: readonly HoneyHiveEvent[]) {
	const groupBy = { paths: [], bucket: 'none', timezone: 'UTC' } as const;
	const summary = new Summary({ groupBy, alertWhen: [], countToolFailures: false });
	for (const event of events) summary.add(event);
	return summary;
}

describe('Cost and tokens of a session with agents', () => {
	it('equal the sum over its model events, whatever the events above them state', () => {
		fc.assert(
			fc.property(trees, fc.array(fc.boolean(), { minLength: 1 }), (tree, answers) => {
				fc.pre(modelsOf(tree).length > 0);
				let asked = 0;
				const events = eventsOf(tree, () => answers[asked++ % answers.length] ?? true);
				const sum = modelsOf(tree).reduce((total, { cost }) => total + cost, 0);
				const expected = { cost: sum / 1000, total_tokens: sum };

				expect(summarize(events).rows()).toMatchObject([expected]);
				expect(totals(events)).toMatchObject(expected);
			}),
			{ numRuns: 300 },
		);
	});

	it('are those of the agent if no model event states them, and those of the session as a last resort', () => {
		const session = { event_type: 'session', metadata: { cost: 3, total_tokens: 30 } };
		const agent = { event_type: 'chain', metadata: { cost: 2 } };
		const model = { event_type: 'model' };
		const expected = { cost: 2, total_tokens: 30 };
		expect(summarize([session, agent, model]).rows()).toMatchObject([expected]);
		expect(totals([session, agent, model])).toMatchObject(expected);
	});

	it('show a hint with what was left out if it differs from what was counted', () => {
		const model = { event_type: 'model', metadata: { input_tokens: 61, cost: 1 } };
		const agent = { event_type: 'chain', metadata: { input_tokens: 99, cost: 1 } };
		const totalHint =
			'total_tokens is the sum of model events, 61. Left out, because these usually repeat that sum: 99 of other events.';
		expect(summarize([model, agent]).hints()).toEqual([
			'prompt_tokens is the sum of model events, 61. Left out, because these usually repeat that sum: 99 of other events.',
			totalHint,
		]);
		// The totals of a session have no column for the prompt alone.
		expect(sumUp([model, agent]).hints).toEqual([totalHint]);
	});

	it('show a hint with the number of events whose figure is not a number', () => {
		const events = ['free', 'none', 1].map((cost) => ({ event_type: 'model', metadata: { cost } }));
		const summary = summarize(events);
		expect(summary.rows()).toMatchObject([{ cost: 1 }]);
		const hints = ['cost is not a number in some events (2), so these do not count for it.'];
		expect(summary.hints()).toEqual(hints);
		expect(sumUp(events).hints).toEqual(hints);
	});
});

describe('Alert on a figure that no event states', () => {
	it('does not fire, and a hint explains why', () => {
		const groupBy = { paths: [], bucket: 'none', timezone: 'UTC' } as const;
		const alertWhen = [{ measure: 'cost', comparison: 'atMost', value: 5 } as const];
		const summary = new Summary({ groupBy, alertWhen, countToolFailures: false });
		summary.add({ event_type: 'model' });
		expect(summary.rows()).toMatchObject([{ cost: null, alert: false, alert_reason: null }]);
		expect(summary.hints()).toEqual([
			"'Alert When' cannot check cost, because no event states it.",
		]);
	});
});
