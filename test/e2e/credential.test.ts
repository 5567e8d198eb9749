import { FORBIDDEN_KEY, GENERATIONS, GOOD_KEY, type Generation } from '../emulator';
import { freePorts } from '../support/n8n/process/ports';
import { createCredential, testCredential } from '../support/n8n/api/rest';
import type { N8nSession } from '../support/n8n/api/session';
import { withEmulator } from '../support/withEmulator';
import { signIn } from './instance';
import { honeyHiveCredential } from './workflows';

const another: Record<Generation, Generation> = {
	export: 'search',
	exportV1: 'export',
	search: 'export',
};

let n8n: N8nSession;
beforeAll(async () => {
	n8n = await signIn();
});

describe.each(GENERATIONS)('the credential of generation %s', (generation) => {
	const host = withEmulator({ generations: [generation] });
	const otherHost = withEmulator({ generations: [another[generation]] });

	const outcome = async (baseUrl: string, key: string) =>
		await testCredential(
			n8n,
			await createCredential(n8n, honeyHiveCredential(baseUrl, generation, key)),
		);

	it('connects with a good key', async () => {
		expect(await outcome(host.url, GOOD_KEY)).toMatchObject({ status: 'OK' });
	});

	it('connects when the base URL was pasted with a slash at its end', async () => {
		expect(await outcome(`${host.url}/`, GOOD_KEY)).toMatchObject({ status: 'OK' });
	});

	it('says that a key is wrong', async () => {
		expect(await outcome(host.url, 'hh_mistyped')).toEqual({
			status: 'Error',
			message: expect.stringContaining('does not accept the API key'),
		});
	});

	it('says that a key lacks the permission', async () => {
		expect(await outcome(host.url, FORBIDDEN_KEY)).toEqual({
			status: 'Error',
			message: expect.stringContaining('lacks permission'),
		});
	});

	it('says that the host and the generation do not go together', async () => {
		expect(await outcome(otherHost.url, GOOD_KEY)).toEqual({
			status: 'Error',
			message: expect.stringContaining('Base URL and API Generation'),
		});
	});

	it('says that a host cannot be reached', async () => {
		const [port] = await freePorts(1);

		const { status, message } = await outcome(`http://127.0.0.1:${port}`, GOOD_KEY);

		expect(status).toBe('Error');
		expect(message).toMatch(/refused|connect/i);
	});
});
