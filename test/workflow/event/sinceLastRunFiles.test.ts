import { BinaryDataService } from 'n8n-core';

import { exportEvents } from '../../support/exporting';
import { usualGeneration } from '../../support/hostUnderTest';
import { withFreshEmulator } from '../../support/withEmulator';

const emulator = withFreshEmulator({ project: 'Demo Project' });

afterEach(() => {
	jest.restoreAllMocks();
});

describe('Event → Export into files with Since Last Run', () => {
	it('returns the events again of a file that n8n could not store, also with On Error: Continue', async () => {
		const start_time = Date.now() - 1000;
		emulator.load([{ project_id: 'Demo Project', event_id: 'a', event_type: 'tool', start_time }]);
		const staticData = {};
		const parameters = {
			outputFormat: 'ndjson',
			dateRange: 'sinceLastRun',
			firstRun: 'date',
			startFrom: '2020-01-01T00:00:00',
		};
		const run = async () => {
			const { items } = await exportEvents(emulator, usualGeneration, parameters, {
				mode: 'trigger',
				staticData,
				workflowId: 'since-last-run-files',
				node: { onError: 'continueRegularOutput' },
			});
			return items.map(({ json }) => json);
		};
		jest
			.spyOn(BinaryDataService.prototype, 'store')
			.mockRejectedValueOnce(new Error('no space left on device'));
		expect(await run()).toEqual([
			expect.objectContaining({ error: expect.stringContaining('could not store') as string }),
		]);
		expect(await run()).toEqual([expect.objectContaining({ events: 1 })]);
		expect(await run()).toEqual([expect.objectContaining({ events: 0 })]);
	});
});
