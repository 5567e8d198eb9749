import * as fc from 'fast-check';
import type { HoneyHiveEvent } from '../../emulator';
import { Generator } from '../../emulator/data/generator';
import { DISTRIBUTIONS, readOptions, type EmulatorOptions } from '../../emulator/options';

function generate(options: EmulatorOptions): HoneyHiveEvent[] {
	const generator = new Generator(readOptions(options));
	return Array.from({ length: generator.count }, (_, index) => generator.event(index));
}

const options = fc.record({
	seed: fc.integer(),
	events: fc.integer({ min: 0, max: 120 }),
	distribution: fc.constantFrom(...DISTRIBUTIONS),
	from: fc.constantFrom('2023-12-31T23:59:59.000Z', '2024-02-29'),
	to: fc.constantFrom('2024-02-29T00:00:00.000Z', '2024-03-01', '2027-01-01'),
});

describe('Generated events', () => {
	it('have the requested number and unique IDs', () => {
		fc.assert(
			fc.property(options, (asked) => {
				const events = generate(asked);
				expect(events).toHaveLength(asked.events);
				expect(new Set(events.map((event) => event.event_id)).size).toBe(asked.events);
			}),
		);
	});

	it('form valid trees with correct totals', () => {
		fc.assert(
			fc.property(options, (asked) => {
				const events = generate(asked);
				const byId = new Map(events.map((event) => [event.event_id, event]));
				for (const event of events) {
					const root = byId.get(event.session_id);
					expect(root).toMatchObject({ event_type: 'session', parent_id: null });
					expect(event.event_type === 'session').toBe(event.parent_id === null);
					const parent = byId.get(event.parent_id ?? undefined);
					if (parent) expect(parent.children_ids).toContain(event.event_id);
					for (const child of event.children_ids ?? []) {
						expect(byId.get(child)?.parent_id).toBe(event.event_id);
					}
				}
				for (const root of events.filter((event) => event.parent_id === null)) {
					expectTotals(root, events);
				}
			}),
			{ numRuns: 50 },
		);
	});

	it('start within from..to, not before their session, and end after they start', () => {
		fc.assert(
			fc.property(options, (asked) => {
				const { from, to } = readOptions(asked);
				const events = generate(asked);
				const byId = new Map(events.map((event) => [event.event_id, event]));
				for (const event of events) {
					if (asked.distribution === 'timeless') {
						expect(event).not.toHaveProperty('start_time');
						expect(event).not.toHaveProperty('end_time');
						continue;
					}
					const [start, end] = [Number(event.start_time), Number(event.end_time)];
					expect(Number.isInteger(start) && Number.isInteger(end)).toBe(true);
					expect(start).toBeGreaterThanOrEqual(from);
					expect(start).toBeLessThanOrEqual(to);
					expect(end).toBeGreaterThanOrEqual(start);
					expect(start).toBeGreaterThanOrEqual(Number(byId.get(event.session_id)?.start_time));
				}
			}),
		);
	});

	it('depend on the seed only, whatever the order of access and the fields', () => {
		fc.assert(
			fc.property(options, fc.nat(), (asked, place) => {
				const events = generate(asked);
				if (events.length === 0) return;
				const index = place % events.length;
				const generator = new Generator(readOptions(asked));
				const event = generator.event(index);
				expect(event).toEqual(events[index]);
				expect(generator.indexOf(event.event_id ?? '')).toBe(index);
				for (const [key, value] of Object.entries(event)) {
					expect(generator.event(index, new Set([key]))).toEqual({ [key]: value });
				}
			}),
		);
		expect(generate({ events: 20, seed: 1 })).not.toEqual(generate({ events: 20, seed: 2 }));
	});

	it('include every type, errors, feedback, metrics, experiments and awkward text', () => {
		const events = generate({ events: 3_000 });
		const types = new Set(events.map((event) => event.event_type));
		expect(types).toEqual(new Set(['session', 'chain', 'model', 'tool']));
		const some = (test: (event: HoneyHiveEvent) => boolean): void => {
			const share = events.filter(test).length / events.length;
			expect(share).toBeGreaterThan(0.005);
			expect(share).toBeLessThan(0.5);
		};
		some((event) => typeof event.error === 'string');
		some((event) => typeof event.feedback?.rating === 'number');
		some((event) => typeof event.metrics?.['Answer Faithfulness'] === 'number');
		some((event) => event.metadata?.run_id !== undefined);
		some(
			(event) => JSON.stringify(event).includes('🙏') || /[^\x20-\x7e]/.test(JSON.stringify(event)),
		);
		some(
			(event) => (event.metadata?.tool as { status?: string } | undefined)?.status === 'failure',
		);
	});

	it.each([undefined, 2_000, 5_000, 200_000])('have the requested size: %p', (eventBytes) => {
		const events = generate({ events: eventBytes === 200_000 ? 100 : 2_000, eventBytes });
		const bytes = events.reduce((sum, event) => sum + Buffer.byteLength(JSON.stringify(event)), 0);
		const average = bytes / events.length;
		expect(average / (eventBytes ?? 1_500)).toBeGreaterThan(0.85);
		expect(average / (eventBytes ?? 1_500)).toBeLessThan(1.15);
	});

	it('follow the chosen distribution', () => {
		const distinct = (distribution: EmulatorOptions['distribution'], unit: number): number =>
			new Set(
				generate({ events: 2_000, distribution })
					.filter((event) => event.parent_id === null)
					.map((event) => Math.floor(Number(event.start_time) / unit)),
			).size;
		const minute = 60_000;
		expect(distinct('millisecond', 1)).toBe(1);
		expect(distinct('bursts', minute)).toBeLessThan(distinct('uniform', minute) / 2);
		expect(distinct('yearly', 24 * 60 * minute)).toBeLessThanOrEqual(26);
		expect(distinct('yearly', 24 * 60 * minute)).toBeGreaterThan(15);
	});
});

function expectTotals(root: HoneyHiveEvent, events: readonly HoneyHiveEvent[]): void {
	const all = events.filter((event) => event.session_id === root.event_id);
	const models = all.filter((event) => event.event_type === 'model');
	const sum = (key: string): number =>
		models.reduce((total, { metadata }) => total + Number(metadata?.[key]), 0);
	expect(root.metadata).toMatchObject({
		num_events: all.length - 1,
		num_model_events: models.length,
		has_feedback: all.some((event) => Object.keys(event.feedback ?? {}).length > 0),
		prompt_tokens: sum('prompt_tokens'),
		completion_tokens: sum('completion_tokens'),
		total_tokens: sum('total_tokens'),
	});
	expect(root.metadata?.cost).toBeCloseTo(sum('cost'), 6);
}

describe("The emulator's options", () => {
	it.each([
		[{ events: -1 }, 'events'],
		[{ events: 1_000_001 }, 'events'],
		[{ from: 'yesterday' }, 'from'],
		[{ from: '2024-05-01', to: '2024-04-01' }, 'from'],
		[{ port: 70_000 }, 'port'],
		[{ eventBytes: 0 }, 'eventBytes'],
	])('%j are rejected with the name of the wrong option', (wrong, name) => {
		expect(() => readOptions(wrong)).toThrow(`Emulator option ${name}:`);
	});

	it('have fixed defaults', () => {
		expect(readOptions({})).toMatchObject({
			events: 0,
			from: Date.UTC(2024, 3, 1),
			to: Date.UTC(2024, 4, 1),
			project: 'Demo Project',
		});
	});
});
