import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProxyAgent, request } from 'undici';

import { makeCertificate } from '../../support/standins/certificate';
import { openGateway, type Gateway } from '../../support/standins/gateway';
import { lastingPort } from '../../support/standins/port';
import { slackHost, slackWorkspace } from '../../support/standins/slack';

const TOKEN = 'xoxb-of-the-test';
const slack = slackWorkspace(TOKEN, ['#alerts']);

let folder: string;
let gateway: Gateway;
let dispatcher: ProxyAgent;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'honeyhive-gateway-'));
	const place = { ...(await makeCertificate(folder, [slackHost])), port: await lastingPort() };
	gateway = await openGateway(place, slack.sites);
	dispatcher = new ProxyAgent({
		uri: `http://127.0.0.1:${place.port}`,
		requestTls: { ca: await readFile(place.certificate) },
	});
});
afterAll(async () => {
	await dispatcher.close();
	await gateway.close();
	await rm(folder, { recursive: true, force: true });
});

async function post(message: object, token = TOKEN): Promise<unknown> {
	const { body } = await request(`https://${slackHost}/api/chat.postMessage`, {
		dispatcher,
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify(message),
	});
	return await body.json();
}

describe('The gateway', () => {
	it('forwards to the stand-in of a known host', async () => {
		const message = { channel: '#alerts', text: 'Hello' };

		expect(await post(message)).toMatchObject({ ok: true });
		expect(slack.messages.all).toEqual([message]);
	});

	it('forwards nothing to other hosts, and records what was refused', async () => {
		await expect(request('https://honeyhive.example/', { dispatcher })).rejects.toThrow();

		expect(gateway.refused).toEqual(['honeyhive.example:443']);
	});
});

describe('The Slack stand-in', () => {
	it.each([
		['invalid_auth', { channel: '#alerts', text: 'Hello' }, 'xoxb-another'],
		['channel_not_found', { channel: '#elsewhere', text: 'Hello' }, TOKEN],
		['no_text', { channel: '#alerts', text: '' }, TOKEN],
	])('rejects a message with the error %s', async (error, message, token) => {
		expect(await post(message, token)).toEqual({ ok: false, error });
	});
});
