import { credentialTypes, nodeTypes, schemaPreview } from '../support/n8n/api/rest';
import type { N8nSession } from '../support/n8n/api/session';
import { signIn } from './instance';

const NODE = 'n8n-nodes-honeyhive.honeyHive';

let n8n: N8nSession;
beforeAll(async () => {
	n8n = await signIn();
});

describe('The packed node in n8n', () => {
	it('is listed as a node and as a tool for agents', async () => {
		const types = await nodeTypes(n8n);

		const node = types.find(({ name }) => name === NODE);
		expect(node?.displayName).toBe('HoneyHive');
		expect(node?.credentials).toEqual([{ name: 'honeyHiveApi', required: true }]);

		const tool = types.find(({ name }) => name === `${NODE}Tool`);
		expect(tool?.outputs).toEqual(['ai_tool']);
	});

	it('brings a trigger, which is not offered as a tool', async () => {
		const types = await nodeTypes(n8n);

		const trigger = types.find(({ name }) => name === `${NODE}Trigger`);
		expect(trigger).toMatchObject({ displayName: 'HoneyHive Trigger', polling: true });
		expect(types.some(({ name }) => name === `${NODE}TriggerTool`)).toBe(false);
	});

	it('brings its credential type', async () => {
		const names = (await credentialTypes(n8n)).map(({ name }) => name);

		expect(names).toContain('honeyHiveApi');
	});

	it('has a light and a dark icon that n8n serves', async () => {
		const node = (await nodeTypes(n8n)).find(({ name }) => name === NODE);
		const { light, dark } = node?.iconUrl as { light: string; dark: string };

		expect(light).not.toBe(dark);
		for (const url of [light, dark]) {
			const icon = await n8n.file(`/${url}`);
			expect(icon).toMatchObject({ status: 200, type: expect.stringContaining('image/svg') });
			expect(icon.text).toContain('<svg');
		}
	});

	it('has a preview of the output of an export', async () => {
		const schema = await schemaPreview(n8n, NODE, '1.0.0', 'event', 'export');

		expect(schema).toMatchObject({ type: 'object', properties: { event_id: expect.anything() } });
	});
});
