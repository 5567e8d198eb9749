import type { INodeParameters } from 'n8n-workflow';

import type { HoneyHiveEvent } from '../emulator';
import { expectEachOnce } from '../support/expectEachOnce';
import { credentialFor, demoProject, eventsOf, exportEvents, idsOf } from '../support/exporting';
import { generations } from '../support/hostUnderTest';
import { newWorkflow, pollOnce } from '../support/polling';
import { withEmulator, withFreshEmulator } from '../support/withEmulator';

/** About ten events, instead of the 256 MiB that tests would wait for. */
jest.mock('../../nodes/HoneyHive/api/body', () => ({
	...jest.requireActual<object>('../../nodes/HoneyHive/api/body'),
	maxBodyBytes: 20_000,
}));

const all: INodeParameters = { returnAll: true };

const file: INodeParameters = { ...all, output: 'raw', outputFormat: 'ndjson' };

const tooLarge = "HoneyHive's response is too large to be read [item 0]";

/** A session of events of a kilobyte. */
const long = '22222222-2222-4222-8222-222222222222';

function eventOfLong(index: number): HoneyHiveEvent {
	return {
		event_id: `long-${index}`,
		session_id: long,
		project_id: 'Demo Project',
		event_type: 'tool',
		event_name: 'Search',
		start_time: Date.UTC(2024, 3, 1) + index,
		inputs: { text: 'x'.repeat(1000) },
	};
}

describe.each(generations)('Answers over %s that are too large to be read', (generation) => {
	const emulator = withEmulator({ events: 200 });

	beforeAll(() => emulator.load(Array.from({ length: 30 }, (_none, index) => eventOfLong(index))));

	const ids = () => idsOf(emulator.events()).sort();

	it('lead to smaller windows in an export', async () => {
		const run = await exportEvents(emulator, generation, all);
		expect(run.error).toBeUndefined();
		expect(idsOf(eventsOf(run)).sort()).toEqual(ids());
	});

	it('lead to smaller windows in an export to a file', async () => {
		const run = await exportEvents(emulator, generation, file);
		expect(run.error).toBeUndefined();
		expect(run.items[0]?.json).toMatchObject({ events: 230 });
	});

	it('lead to smaller windows in a summary', async () => {
		const run = await exportEvents(emulator, generation, { operation: 'summarize' });
		expect(run.error).toBeUndefined();
		expect(run.items[0]?.json.events).toBe(230);
	});

	it('lead to smaller windows in a session', async () => {
		const run = await exportEvents(emulator, generation, {
			resource: 'session',
			operation: 'get',
			sessionId: long,
		});
		expect(run.error).toBeUndefined();
		expect(run.items[0]?.json.totals).toMatchObject({ events: 30 });
		expect(emulator.requests.length).toBeGreaterThan(1);
	});

	it('lead to smaller windows since the last run', async () => {
		const sinceLastRun = {
			dateRange: 'sinceLastRun',
			firstRun: 'date',
			startFrom: '2020-01-01T00:00:00',
		};
		const run = await exportEvents(emulator, generation, sinceLastRun, {
			mode: 'trigger',
			staticData: {},
		});
		expect(run.error).toBeUndefined();
		expect(idsOf(eventsOf(run)).sort()).toEqual(ids());
	});

	it('lead to smaller windows in the trigger', async () => {
		const kept = newWorkflow();
		const items = await pollOnce({
			credential: credentialFor(emulator, generation),
			kept,
			parameters: { project: demoProject, firstRun: 'date', startFrom: '2020-01-01T00:00:00' },
		});
		const polled = idsOf((items ?? []).map(({ json }) => json));
		expectEachOnce(polled);
		expect(polled.sort()).toEqual(ids());
	});

	it('are refused after one request where one page is asked for', async () => {
		const run = await exportEvents(emulator, generation, { limit: 200, options: { page: 1 } });
		expect(run.error?.message).toBe(tooLarge);
		expect(run.error?.description).toContain("Request fewer events at a time with 'Limit'");
		expect(emulator.requests).toHaveLength(1);
	});
});

describe('Events of which hardly two can be read at once', () => {
	const emulator = withFreshEmulator();

	const day = 86_400_000;

	const event = (index: number, characters: number): HoneyHiveEvent => ({
		...eventOfLong(index),
		start_time: Date.UTC(2024, 3, 1) + index * day,
		inputs: { text: 'x'.repeat(characters) },
	});

	const others = Array.from({ length: 40 }, (_none, index) => event(index, 8_000));

	it('are all read', async () => {
		emulator.load(others);
		const run = await exportEvents(emulator, 'search', all);
		expect(run.error).toBeUndefined();
		expectEachOnce(idsOf(eventsOf(run)));
		expect(run.items).toHaveLength(others.length);
	});

	it('are all read but one, if that cannot be read at all', async () => {
		const tooMuch = { ...event(20.5, 30_000), event_id: 'too much' };
		emulator.load([...others, tooMuch]);
		const spring = { dateRange: 'between', from: '2024-04-01', to: '2024-06-01' };
		const run = await exportEvents(
			emulator,
			'search',
			{ ...all, ...spring },
			{ node: { onError: 'continueRegularOutput' } },
		);
		const read = eventsOf(run).filter(({ event_id }) => event_id !== undefined);
		expect(idsOf(read).sort()).toEqual(idsOf(others).sort());
		const [gap] = eventsOf(run).filter(({ error }) => error !== undefined);
		expect(gap?.error).toMatch(
			/^Events that started .+ could not be read: .+ too large to be read/,
		);
	});
});
