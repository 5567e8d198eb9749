import type { INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { credentialFor, demoProject } from '../../support/exporting';
import {
	generations,
	hostSettings,
	onHosts,
	serving,
	usualGeneration,
	usualMaxLimit,
} from '../../support/hostUnderTest';
import { newWorkflow, pollOnce, type PollOptions } from '../../support/polling';
import { withFreshEmulator } from '../../support/withEmulator';

const hour = 3_600_000;

const emulator = withFreshEmulator({ project: 'Demo Project' });

/** Loads events that began the given number of milliseconds ago. */
function arrive(...events: Array<[id: string, ago: number, more?: Record<string, unknown>]>): void {
	emulator.load(
		events.map(([id, ago, more]) => ({
			project_id: 'Demo Project',
			event_id: id,
			event_name: id,
			event_type: 'tool',
			source: 'production',
			start_time: Date.now() - ago,
			...more,
		})),
	);
}

function poller(generation: (typeof generations)[number] = usualGeneration, parameters = {}) {
	const kept = newWorkflow();
	const credential = credentialFor(emulator, generation);
	return {
		kept,
		poll: async (more: Partial<PollOptions> = {}) =>
			await pollOnce({
				credential,
				kept,
				...more,
				parameters: { project: demoProject, ...parameters, ...more.parameters },
			}),
	};
}

const names = (items: INodeExecutionData[] | null) =>
	items && items.map(({ json }) => json.event_id);

describe.each(generations)('The trigger over %s', (generation) => {
	it('returns each new event once, oldest first, including late ones', async () => {
		const { poll } = poller(generation, { firstRun: 'date', startFrom: '2020-01-01T00:00:00' });
		arrive(['old', 30 * hour], ['recent', 1000]);
		expect(names(await poll())).toEqual(['old', 'recent']);
		expect(await poll()).toBeNull();

		arrive(['late', hour / 2], ['new', 500]);
		expect(names(await poll())).toEqual(['late', 'new']);
		expect(await poll()).toBeNull();
	});

	it('starts from now by default', async () => {
		arrive(['before', 1000]);
		const { poll } = poller(generation);
		expect(await poll()).toBeNull();
		arrive(['after', 0]);
		expect(names(await poll())).toEqual(['after']);
	});

	it('leaves the events beyond Max Events to the next polls', async () => {
		const { poll } = poller(generation, {
			firstRun: 'date',
			startFrom: '2020-01-01T00:00:00',
			options: { maxEvents: 2 },
		});
		arrive(['1', 50 * hour], ['2', 40 * hour], ['3', 30 * hour], ['4', 2 * hour], ['5', 1000]);
		expect(names(await poll())).toEqual(['1', '2']);
		expect(names(await poll())).toEqual(['3', '4']);
		expect(names(await poll())).toEqual(['5']);
		expect(await poll()).toBeNull();
	});
});

describe('The trigger', () => {
	const fromStart = { firstRun: 'date', startFrom: '2020-01-01T00:00:00' };

	it('returns events in the form chosen in Output', async () => {
		const { poll } = poller(usualGeneration, { ...fromStart, output: 'simplified' });
		arrive(['a', 1000, { metadata: { cost: 2 } }]);
		expect(await poll()).toEqual([
			{ json: expect.objectContaining({ event_id: 'a', cost: 2, status: 'success' }) as unknown },
		]);
	});

	it('does not move the cursor when a poll fails, and reports the reason', async () => {
		const { poll, kept } = poller(usualGeneration, { ...fromStart, options: { maxRetries: 0 } });
		arrive(['a', 1000]);
		emulator.addFault({ kind: 'status', status: 429, retryAfter: 7, times: 1 });
		const error = await poll().catch((thrown: unknown) => thrown as NodeApiError);
		expect(error).toMatchObject({
			httpCode: '429',
			failure: { cause: 'rate-limited', retryAfterMs: 7000 },
		});
		expect(kept.staticData).toEqual({});
	});

	it.each([
		[401, { cause: 'credential-invalid' }],
		[500, { cause: 'temporarily-unavailable' }],
		[400, undefined],
	])('reports why a poll failed with status %d', async (status, failure) => {
		const { poll } = poller(usualGeneration, { ...fromStart, options: { maxRetries: 0 } });
		emulator.addFault({ kind: 'status', status });
		const error = await poll().catch((thrown: unknown) => thrown as NodeApiError);
		expect(error).toHaveProperty('failure', failure);
	});

	onHosts(serving('search'), () => {
		it('says that a poll that was answered with status 404 can be due to the key', async () => {
			const { poll } = poller(usualGeneration, { ...fromStart, options: { maxRetries: 0 } });
			emulator.addFault({ kind: 'status', status: 404 });
			await expect(poll()).rejects.toThrow(
				'HoneyHive found nothing at this address, or does not accept the API key (HTTP 404)',
			);
		});
	});

	it('shows the newest events in the editor without moving the cursor', async () => {
		const { poll, kept } = poller();
		arrive(...Array.from({ length: 15 }, (_, n): [string, number] => [`e${n}`, n * 1000]));
		const sample = names(await poll({ mode: 'manual' }));
		expect(sample).toEqual(Array.from({ length: 10 }, (_, n) => `e${n}`));
		expect(kept.staticData).toEqual({});
	});

	it('explains in the editor that there are no events yet', async () => {
		const { poll } = poller();
		await expect(poll({ mode: 'manual' })).rejects.toMatchObject({
			message: 'No matching events found',
			description: expect.stringContaining('filters') as string,
		});
	});

	it('says in the editor how far back it looked for events that failed', async () => {
		const { poll } = poller(usualGeneration, { status: 'failed' });
		await expect(poll({ mode: 'manual' })).rejects.toMatchObject({
			message: 'No matching events found in the last 7 days',
		});
	});

	it('starts over when the project or the filters change', async () => {
		const { poll, kept } = poller(usualGeneration, fromStart);
		arrive(['a', 2000], ['b', 1000, { event_type: 'model' }]);
		expect(names(await poll())).toEqual(['a', 'b']);
		const onlyModels = {
			filterType: 'json',
			filtersJson: '[{"field":"event_type","operator":"is","value":"model","type":"string"}]',
		};
		expect(names(await poll({ parameters: onlyModels }))).toEqual(['b']);
		expect(Object.keys(kept.staticData.cursors as object)).toHaveLength(1);
	});

	it.each([
		['all of it', () => 'nonsense'],
		['the start', (scope: string) => ({ [scope]: { version: 1, from: 'x' } })],
		['the cursor', (scope: string) => ({ [scope]: 7 })],
	])('starts over from the lookback when its stored state is damaged: %s', async (_, damage) => {
		const { poll, kept } = poller(usualGeneration, fromStart);
		arrive(['older', 5 * hour], ['recent', 1000]);
		await poll();
		const [scope = ''] = Object.keys(kept.staticData.cursors as object);
		kept.staticData = { cursors: damage(scope) };
		kept.workflowData = {};
		expect(names(await poll())).toEqual(['recent']);
		expect(await poll()).toBeNull();
	});

	it('returns nothing before a start date in the future', async () => {
		const { poll } = poller(usualGeneration, {
			firstRun: 'date',
			startFrom: '2099-01-01T00:00:00',
		});
		arrive(['a', 1000]);
		expect(await poll()).toBeNull();
	});

	it('requests only the lookback, however many events are older', async () => {
		arrive(...Array.from({ length: 20_000 }, (_, n): [string, number] => [`e${n}`, 2 * hour + n]));
		const { poll } = poller();
		await poll();
		arrive(['new', 0]);
		const before = emulator.requests.length;
		expect(names(await poll())).toEqual(['new']);
		// A host that refuses large pages is asked twice.
		const isRefused = hostSettings.maxExportLimit < usualMaxLimit;
		expect(emulator.requests.length - before).toBe(isRefused ? 2 : 1);
	});
});
