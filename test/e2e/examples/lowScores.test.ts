import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Generation } from '../../emulator';
import { itemsOf, runWorkflow } from '../../support/n8n/api/execution';
import { createWorkflow, deleteCredential, replaceCredential } from '../../support/n8n/api/rest';
import type { N8nSession } from '../../support/n8n/api/session';
import { sharedInstance, signIn } from '../instance';
import { exampleWorkflow } from '../workflows';
import { withEmulator } from '../../support/withEmulator';
import { honeyHiveAccount } from './accounts';

const DAY = 86_400_000;

let n8n: N8nSession;
const host = withEmulator({ project: 'New Project' });
beforeAll(async () => {
	n8n = await signIn();
});

// Events Export has no "less than".
const generations: Generation[] = ['exportV1', 'search'];

describe.each(generations)('the example low-scores-dataset.json with %s', (generation) => {
	it('runs as imported and writes one line for each call that scored low', async () => {
		host.load([
			call('grounded', 1, 0.9),
			call('invented', 2, 0.1),
			call('vague', 3, 0.4),
			call('not scored', 1),
			// Longer ago than the week.
			call('old', 10, 0.1),
		]);
		const credential = await replaceCredential(n8n, honeyHiveAccount(host, generation));
		const workflow = await createWorkflow(n8n, await exampleWorkflow('low-scores-dataset.json'));

		const execution = await runWorkflow(n8n, workflow, 'Every Monday');
		await deleteCredential(n8n, credential);

		const [written] = itemsOf(execution, 'Write File');
		const file = join(sharedInstance().folder, String(written?.json.fileName));
		const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
		expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
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
	const start = Date.now() - daysAgo * DAY + DAY / 2;
	return {
		project_id: 'New Project',
		source: 'production',
		event_id: `event-${name}`,
		session_id: `session-${name}`,
		event_type: 'model',
		event_name: name,
		start_time: start,
		end_time: start + 250,
		duration: 250,
		inputs: { question: `${name}?` },
		metrics: faithfulness === undefined ? {} : { faithfulness },
	};
}
