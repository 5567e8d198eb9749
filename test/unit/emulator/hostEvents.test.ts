import { asking, send } from '../../contract/client';
import { HOST_NAMES, type HoneyHiveEvent } from '../../emulator';
import { Generator } from '../../emulator/data/generator';
import { readOptions } from '../../emulator/options';
import { usingEmulator } from '../../support/withEmulator';
import { agentsOf, generate, ofType } from './generated';

const isEmpty = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && Object.keys(value).length === 0;
const CONTAINERS = ['config', 'feedback', 'metrics', 'user_properties'] as const;
const LEGACY = ['prompt_tokens', 'completion_tokens', 'total_tokens', 'cost'];

describe('The events of v1-2024', () => {
	it('are those of an emulator without a host', () => {
		expect(generate({ host: 'v1-2024', events: 300 })).toEqual(generate({ events: 300 }));
	});
});

describe('The events of v1-2025', () => {
	const events = generate({ host: 'v1-2025' });

	it('have null where there is no error and no parent, and {} where a container is empty', () => {
		for (const event of events) {
			expect(event.error === null || typeof event.error === 'string').toBe(true);
			expect(event.parent_id === null).toBe(event.event_type === 'session');
			for (const key of CONTAINERS) expect(event[key]).toBeInstanceOf(Object);
		}
		for (const key of CONTAINERS) {
			expect(events.some((event) => isEmpty(event[key]))).toBe(true);
		}
	});

	it('have tokens but no cost in model events', () => {
		for (const { metadata } of ofType(events, 'model')) {
			expect(metadata?.total_tokens).toBe(
				Number(metadata?.prompt_tokens) + Number(metadata?.completion_tokens),
			);
			expect(metadata).not.toHaveProperty('cost');
		}
	});

	it('have sessions without a duration, with a wrong cost and no tokens, some of them as text', () => {
		const sessions = ofType(events, 'session');
		for (const session of sessions) {
			expect(session.duration).toBe(0);
			expect(session.end_time).toBe(session.start_time);
		}
		const texts = sessions.filter(({ metadata }) => metadata?.total_tokens === '0');
		const numbers = sessions.filter(
			({ metadata }) => metadata?.total_tokens === 0 && metadata.cost === 0.1,
		);
		expect(texts.length).toBeGreaterThan(10);
		expect(numbers.length).toBeGreaterThan(texts.length);
		expect(texts.length + numbers.length).toBe(sessions.length);
	});
});

describe('The events of v2-2026-05', () => {
	it('have null where there is no error, and no parent_id in sessions', () => {
		const events = generate({ host: 'v2-2026-05' });
		for (const event of events) {
			expect('parent_id' in event).toBe(event.event_type !== 'session');
			expect(event).toHaveProperty('error');
		}
		expect(events.some(({ error }) => error === null)).toBe(true);
		expect(events.some(({ config }) => isEmpty(config))).toBe(true);
	});
});

describe('The events of v2-2026-11', () => {
	const events = generate({ host: 'v2-2026-11' });
	const sessionOf = (event: HoneyHiveEvent): HoneyHiveEvent[] =>
		events.filter(({ session_id }) => session_id === event.session_id);

	it('have neither nulls nor empty containers', () => {
		for (const event of events) {
			expect(Object.values(event)).not.toContain(null);
			expect('parent_id' in event).toBe(event.event_type !== 'session');
			for (const key of [...CONTAINERS, 'children_ids']) {
				if (key in event) expect(isEmpty(event[key])).toBe(false);
			}
		}
		for (const key of CONTAINERS) {
			const share = events.filter((event) => key in event).length / events.length;
			expect(share).toBeGreaterThan(0);
			expect(share).toBeLessThan(1);
		}
	});

	it('have sessions without totals', () => {
		for (const { metadata } of ofType(events, 'session')) {
			expect(metadata).toBeDefined();
			expect(Object.keys(metadata ?? {}).filter((key) => !/^(run|dataset)_id$/.test(key))).toEqual(
				[],
			);
		}
		expect(ofType(events, 'session').some(({ metadata }) => isEmpty(metadata))).toBe(true);
	});

	it("name their tokens as OpenTelemetry does, a few with the attribute's own dotted key", () => {
		const models = ofType(events, 'model');
		const dotted = models.filter(({ metadata }) => 'gen_ai.usage.input_tokens' in (metadata ?? {}));
		for (const { metadata, config } of models) {
			for (const name of LEGACY) expect(metadata).not.toHaveProperty([name]);
			expect(metadata?.model_name).toBe(config?.model);
			const isDotted = 'gen_ai.usage.input_tokens' in (metadata ?? {});
			expect('input_tokens' in (metadata ?? {})).toBe(!isDotted);
		}
		expect(dotted.length).toBeGreaterThan(0);
		expect(dotted.length).toBeLessThan(models.length / 10);
		expect(models.some(({ metadata }) => metadata?.['llm.request.type'] === 'chat')).toBe(true);
		for (const { metadata } of ofType(events, 'tool')) expect(metadata?.model_name).toBe('unknown');
	});

	it('have one agent in every session, which repeats the sum of its model events', () => {
		const agents = agentsOf(events);
		const roots = ofType(events, 'session').filter((root) => sessionOf(root).length > 1);
		expect(agents.map(({ parent_id }) => parent_id)).toEqual(roots.map((root) => root.event_id));
		for (const agent of agents) {
			expect(agent).toMatchObject({ event_type: 'chain', metadata: { agent_name: 'Agent' } });
			expect(agent.metadata?.model_name).toBe(agent.config?.model);
			const models = ofType(sessionOf(agent), 'model');
			for (const name of ['input_tokens', 'output_tokens']) {
				const sum = models.reduce(
					(total, { metadata }) =>
						total + Number(metadata?.[name] ?? metadata?.[`gen_ai.usage.${name}`]),
					0,
				);
				expect(agent.metadata?.[name]).toBe(models.length === 0 ? undefined : sum);
			}
		}
	});

	it('have no event but the agent directly below a session', () => {
		const topmost = events.filter(({ parent_id, session_id }) => parent_id === session_id);
		expect(topmost).toEqual(agentsOf(events));
	});

	it('have whole start times and fractional durations', () => {
		expect(events.every((event) => Number.isInteger(event.start_time))).toBe(true);
		expect(events.some((event) => !Number.isInteger(event.duration))).toBe(true);
	});
});

describe.each(HOST_NAMES)('The events of %s', (host) => {
	it('depend on the seed only, whatever the order of access and the fields', () => {
		const options = readOptions({ host, events: 400, seed: 3 });
		const events = generate({ host, events: 400, seed: 3 });
		for (let index = 399; index >= 0; index -= 7) {
			const generator = new Generator(options);
			expect(generator.event(index)).toEqual(events[index]);
			for (const [key, value] of Object.entries(events[index] ?? {})) {
				expect(generator.event(index, new Set([key]))).toEqual({ [key]: value });
			}
		}
	});

	it('are answered as they are generated', async () => {
		await usingEmulator({ host, events: 60 }, async (emulator) => {
			const route = host.startsWith('v1') ? 'POST /events/export' : 'POST /v1/events/search';
			const body = host.startsWith('v1') ? asking() : {};
			const { json } = await send(emulator, route, body);
			const byId = new Map(json.events.map((event) => [event.event_id, event]));
			for (const event of emulator.events()) expect(byId.get(event.event_id)).toEqual(event);
		});
	});
});
