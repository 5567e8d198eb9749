import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { GENERATIONS } from '../../emulator';
import { itemsOf, runWorkflow } from '../../support/n8n/api/execution';
import { sharedInstance } from '../instance';
import { exampleEvent } from './events';
import { withExample } from './withExample';

describe.each(GENERATIONS)('The example low-scores-dataset.json with %s', (generation) => {
	const example = withExample('low-scores-dataset.json', { generation });

	it('runs as imported and writes a file with each call that scored low', async () => {
		const { n8n, honeyHive, workflow } = example;
		honeyHive.load([
			call('grounded', 0.5, 0.9),
			call('invented', 1.5, 0.1),
			call('vague', 2.5, 0.4),
			call('not scored', 0.5),
			// More than a week ago.
			call('old', 9.5, 0.1),
		]);

		const execution = await runWorkflow(n8n, workflow, 'Every Monday');

		const [written] = itemsOf(execution, 'Write File');
		const file = join(sharedInstance().folder, String(written?.json.fileName));
		const calls = JSON.parse(await readFile(file, 'utf8')) as object[];
		expect(calls).toHaveLength(2);
		expect(calls).toMatchObject([
			{
				event_id: 'event-invented',
				inputs: { question: 'invented?' },
				metrics: { faithfulness: 0.1 },
			},
			{ event_id: 'event-vague', inputs: { question: 'vague?' }, metrics: { faithfulness: 0.4 } },
		]);
	});
});

function call(name: string, daysAgo: number, faithfulness?: number) {
	const metrics = faithfulness === undefined ? {} : { faithfulness };
	return exampleEvent(name, { inputs: { question: `${name}?` }, metrics }, daysAgo * 24);
}
