import { credentialFor, exportEvents } from '../../support/exporting';
import { generations, onHosts, serving, usualGeneration } from '../../support/hostUnderTest';
import { withEmulator } from '../../support/withEmulator';

describe('The error message for a key', () => {
	const emulator = withEmulator({ events: 5 });

	onHosts(serving('exportV1'), () => {
		it.each(generations.filter((generation) => generation !== 'export'))(
			'comes before the address when a deployment answers 404 over %s',
			async (generation) => {
				emulator.addFault({ kind: 'status', status: 404, body: 'empty' });
				const run = await exportEvents(emulator, generation);

				expect(run.error?.message).toBe(
					'HoneyHive found nothing at this address, or does not accept the API key (HTTP 404) [item 0]',
				);
				expect(run.error?.description).toBe(
					"Newer deployments answer this way when a key is wrong, revoked or expired. Check 'API Key', then 'Base URL' and 'API Version' in the credential.",
				);
				expect(emulator.requests).toHaveLength(1);
			},
		);
	});

	onHosts(
		({ rejectedKeyStatus }) => rejectedKeyStatus === 401,
		() => {
			it.each([
				['hh_ingst_', 'Keys that start with hh_ingst_ can send events but not read them.'],
				[
					'hh_fgdp_',
					'Keys that start with hh_fgdp_ are for other routes of the API and cannot read events here.',
				],
				[
					'hh_fgcp_',
					'Keys that start with hh_fgcp_ are for managing HoneyHive and cannot read events.',
				],
			])('says what keys that start with %s cannot do, without the key', async (prefix, remark) => {
				const credential = { ...credentialFor(emulator), apiKey: `${prefix}SECRET` };
				const run = await exportEvents(emulator, usualGeneration, {}, { credential });

				expect(run.error?.message).toMatch(/^HoneyHive does not accept the API key \(HTTP 401\)/);
				expect(run.error?.description).toBe(
					`The key is not valid for this deployment: check 'API Key' and 'Base URL' in the credential. ${remark}`,
				);
				expect(JSON.stringify(run.error)).not.toContain('SECRET');
			});
		},
	);

	it('says nothing about the kind of a key that HoneyHive accepts', async () => {
		emulator.addFault({ kind: 'status', status: 400, body: 'empty' });
		const credential = { ...credentialFor(emulator), apiKey: 'hh_ingst_SECRET' };
		const run = await exportEvents(emulator, usualGeneration, {}, { credential });

		expect(run.error?.description).not.toContain('hh_ingst_');
	});
});

// The key of a V2 host decides the project, whatever a request says.
onHosts(serving('export'), () => {
	describe('The error message for a project', () => {
		const emulator = withEmulator({ events: 5 });

		it.each(generations)('that HoneyHive does not know names it over %s', async (generation) => {
			const project = { __rl: true, mode: 'name', value: 'Nowhere' };
			const run = await exportEvents(emulator, generation, { project });

			expect(run.error?.message).toBe("Project 'Nowhere' could not be found [item 0]");
			expect(run.error?.description).toBe('Choose one from the list.');
			expect(run.error?.httpCode).toBe('404');
		});
	});
});
