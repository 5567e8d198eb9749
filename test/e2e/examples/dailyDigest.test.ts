import { runWorkflow } from '../../support/n8n/api/execution';
import { slackWorkspace } from '../../support/standins/slack';
import { slackAccount } from './accounts';
import { modelCall } from './events';
import { expectPublishable, withExample } from './withExample';

const TOKEN = 'xoxb-of-the-test';
const slack = slackWorkspace(TOKEN, ['#llm-digest']);
const example = withExample('daily-digest.json', {
	accounts: [slackAccount(TOKEN)],
	sites: slack.sites,
});

describe('The example daily-digest.json', () => {
	it('runs as imported and posts one message about the last day', async () => {
		const { n8n, honeyHive, workflow } = example;
		honeyHive.load([
			modelCall('classify', 'gpt-4o-mini', 3, { cost: 0.001, total_tokens: 90 }),
			modelCall('reply', 'gpt-4o', 1, { cost: 0.02, total_tokens: 1_200 }),
			{
				...modelCall('rerank', 'gpt-4o', 2, { cost: 0.01, total_tokens: 800 }),
				error: 'The model timed out',
			},
			modelCall('embed', 'embedder', 4, {}),
			// Two days old, and a tool: neither is a model call of the last day.
			modelCall('old', 'gpt-4', 48, { cost: 1, total_tokens: 9_999 }),
			{ ...modelCall('lookup', 'none', 1, { cost: 1, total_tokens: 1 }), event_type: 'tool' },
		]);

		await runWorkflow(n8n, workflow, 'Every Morning');

		expect(slack.messages.all).toEqual([
			{
				channel: '#llm-digest',
				text: [
					'*LLM calls in the last 24 hours: 4 calls, 1 failed, $0.03*',
					'• `gpt-4o`: $0.0300, 2 calls, 1 failed, 2,000 tokens, 95% within 250 ms',
					'• `gpt-4o-mini`: $0.0010, 1 call, 0 failed, 90 tokens, 95% within 250 ms',
					'• `embedder`: no cost recorded, 1 call, 0 failed, no tokens recorded, 95% within 250 ms',
				].join('\n'),
			},
		]);
		await expectPublishable(example);
	});

	it('posts the most expensive models of many, whose names mention nobody', async () => {
		const { n8n, honeyHive, workflow } = example;
		for (const { event_id } of [...honeyHive.events()]) honeyHive.remove(String(event_id));
		honeyHive.load(
			Array.from({ length: 60 }, (_, index) =>
				modelCall(`call ${index}`, `${index}\`<!channel>${'<'.repeat(900)}`, 1, {
					cost: index + 1,
				}),
			),
		);

		await runWorkflow(n8n, workflow, 'Every Morning');

		const text = slack.messages.all.at(-1)?.text ?? '';
		const shown = text.match(/^•/gm)?.length ?? 0;
		expect(text.split('\n')[0]).toBe(
			'*LLM calls in the last 24 hours: 60 calls, 0 failed, $1830.00*',
		);
		expect(text.split('\n')[1]).toMatch(/^• `59'&lt;!channel&gt;/);
		expect(text.split('\n').at(-1)).toBe(`and ${60 - shown} more`);
		expect(shown).toBeGreaterThan(5);
		expect(text).not.toMatch(/</);
	});

	it('says that no cost is recorded instead of $0.00', async () => {
		const { n8n, honeyHive, workflow } = example;
		for (const { event_id } of [...honeyHive.events()]) honeyHive.remove(String(event_id));
		honeyHive.load([modelCall('embed', 'embedder', 1, {})]);

		await runWorkflow(n8n, workflow, 'Every Morning');

		expect(slack.messages.all.at(-1)).toMatchObject({
			text: expect.stringMatching(
				/^\*LLM calls in the last 24 hours: 1 call, 0 failed, no cost recorded\*/,
			),
		});
	});
});
