import { itemsOf, runWorkflow } from '../../support/n8n/api/execution';
import { exampleEvent } from './events';
import { withExample } from './withExample';

const example = withExample('error-report.json');
const model = 'gpt-4o';

describe('The example error-report.json', () => {
	it('runs as imported and returns one row for each call that failed recently', async () => {
		const { n8n, honeyHive, workflow } = example;
		honeyHive.load([
			exampleEvent('fine', { config: { model } }, 1),
			exampleEvent('cut off', { config: { model }, error: 'The answer was cut off' }, 1.5),
			// Longer ago than the report looks back.
			exampleEvent('forgotten', { config: { model }, error: 'The key had expired' }, 3),
		]);

		const execution = await runWorkflow(n8n, workflow, 'Every Hour');

		const rows = itemsOf(execution, 'Only Failed').map(({ json }) => json);
		expect(rows).toMatchObject([
			{
				event_id: 'event-cut off',
				model,
				status: 'error',
				error_message: 'The answer was cut off',
			},
		]);
	});
});
