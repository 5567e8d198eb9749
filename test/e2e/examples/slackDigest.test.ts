import { itemsOf, runWorkflow } from '../../support/n8n/api/execution';
import { modelCall } from './events';
import { expectPublishable, withExample } from './withExample';

const example = withExample('slack-digest.json');

describe('The example slack-digest.json', () => {
	it('runs as imported and writes one message about the last day', async () => {
		const { n8n, honeyHive, workflow } = example;
		honeyHive.load([
			modelCall('reply', 'gpt-4o', 1, { cost: 0.02, total_tokens: 1_200 }),
			{
				...modelCall('rerank', 'gpt-4o', 2, { cost: 0.01, total_tokens: 800 }),
				error: 'The model timed out',
			},
			modelCall('classify', 'gpt-4o-mini', 3, { cost: 0.001, total_tokens: 90 }),
			modelCall('embed', 'embedder', 4, {}),
			// Two days old, and a tool: neither is a model call of the last day.
			modelCall('old', 'gpt-4', 48, { cost: 1, total_tokens: 9_999 }),
			{ ...modelCall('lookup', 'none', 1, {}), event_type: 'tool' },
		]);

		const execution = await runWorkflow(n8n, workflow, 'Every Morning');

		const messages = itemsOf(execution, 'Write Message').map(({ json }) => json.text as string);
		expect(messages).toHaveLength(1);
		const lines = messages[0]?.split('\n') ?? [];
		expect(lines[0]).toBe('*LLM calls in the last 24 hours: 4*');
		expect(lines.slice(1, 4).sort()).toEqual([
			'• `embedder`: 1 call, 0 failed, no cost recorded, no tokens recorded, 250 ms on average',
			'• `gpt-4o-mini`: 1 call, 0 failed, $0.0010, 90 tokens, 250 ms on average',
			'• `gpt-4o`: 2 calls, 1 failed, $0.0300, 2,000 tokens, 250 ms on average',
		]);
		expect(lines.slice(4)).toEqual([
			':warning: rerank: The model timed out (session session-rerank)',
		]);
		await expectPublishable(example);
	});

	it('writes the sums and as many failures as fit into a message, which mention nobody', async () => {
		const { n8n, honeyHive, workflow } = example;
		const failures = Array.from({ length: 40 }, (_, index) => ({
			...modelCall(`<!here> ${index}`, '`<!channel>`', 1, { cost: 1, total_tokens: 1 }),
			error: '<!channel>'.repeat(1000),
		}));
		honeyHive.load(failures);

		const execution = await runWorkflow(n8n, workflow, 'Every Morning');

		const [message] = itemsOf(execution, 'Write Message').map(({ json }) => json.text as string);
		expect(message?.length).toBeLessThanOrEqual(40_000);
		expect(message).toContain("• `'&lt;!channel&gt;'`: 40 calls, 40 failed, $40.0000, 40 tokens");
		expect(message).not.toMatch(/<!/);
		const shown = message?.match(/:warning:/g)?.length ?? 0;
		expect(shown).toBeGreaterThan(20);
		expect(message?.split('\n').at(-1)).toBe(`and ${41 - shown} more`);
	});
});
