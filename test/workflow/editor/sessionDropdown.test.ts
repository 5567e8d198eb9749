import type { INodeListSearchItems } from 'n8n-workflow';

import { HoneyHive } from '../../../nodes/HoneyHive/HoneyHive.node';
import type { Generation, HoneyHiveEvent } from '../../emulator';
import { credentialFor, demoProject } from '../../support/exporting';
import { generations, onHosts, serving, usualGeneration } from '../../support/hostUnderTest';
import { loadOptionsContext } from '../../support/loadOptions';
import { withFreshEmulator } from '../../support/withEmulator';

const { searchSessions } = new HoneyHive().methods.listSearch;

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function session(number: number, more: HoneyHiveEvent = {}): HoneyHiveEvent {
	return {
		event_id: id(number),
		session_id: id(number),
		project_id: 'Demo Project',
		event_type: 'session',
		event_name: `Chat ${number}`,
		start_time: Date.UTC(2026, 0, 31, 9) + number * 1000,
		...more,
	};
}

describe('The list of sessions in the editor', () => {
	const emulator = withFreshEmulator();

	function contextFor(generation: Generation, project: object = demoProject) {
		const credential = credentialFor(emulator, generation);
		return loadOptionsContext(credential, { project: { ...project } });
	}

	async function list(generation: Generation, filter?: string): Promise<INodeListSearchItems[]> {
		return (await searchSessions.call(contextFor(generation), filter)).results;
	}

	/** All pages, as the editor reads them when the user scrolls down. */
	async function listAll(generation: Generation): Promise<unknown[]> {
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await searchSessions.call(contextFor(generation), '', token);
			values.push(...page.results.map(({ value }) => value));
			token = page.paginationToken;
		} while (token !== undefined);
		return values;
	}

	it.each(generations)('shows the newest first, by name and time, over %s', async (generation) => {
		emulator.load([
			session(1),
			session(3, { event_name: 'New\nsession' }),
			session(2, { event_name: '' }),
			session(4, { event_type: 'model' }),
		]);
		const choices = await list(generation);
		expect(choices.map(({ value }) => value)).toEqual([id(3), id(2), id(1)]);
		// In the time zone of the instance.
		expect(choices.map(({ name }) => name.replace(/\d+:00:/, 'hh:00:'))).toEqual([
			expect.stringMatching(/^New session · 2026-01-31 hh:00:03 [A-Z]+$/),
			expect.stringMatching(new RegExp(`^${id(2)} · 2026-01-31 hh:00:02 [A-Z]+$`)),
			expect.stringMatching(/^Chat 1 · 2026-01-31 hh:00:01 [A-Z]+$/),
		]);
	});

	it.each(generations)('finds a session by its name or its ID over %s', async (generation) => {
		emulator.load([session(1), session(2, { event_name: 'Refund' }), session(3)]);

		expect(await list(generation, ' fun ')).toMatchObject([{ value: id(2) }]);
		expect(await list(generation, id(3))).toMatchObject([{ value: id(3) }]);
		expect(await list(generation, 'nothing')).toEqual([]);
	});

	it.each(generations)('shows every session once, page by page, over %s', async (generation) => {
		const starts = [...Array(130).keys()].map((number) => Math.floor(number / 3));
		emulator.load(
			starts.map((start, number) => session(number, { start_time: start * 1000 + 0.5 })),
		);

		const values = await listAll(generation);
		expect([...values].sort()).toEqual(starts.map((_, number) => id(number)));
	});

	it('goes on after many sessions that began at the same time', async () => {
		const together = [...Array(50).keys()].map((number) => session(number, { start_time: 5000 }));
		emulator.load([...together, session(60, { start_time: 4000 })]);

		expect(await listAll(usualGeneration)).toHaveLength(51);
	});

	onHosts(serving('exportV1'), () => {
		it('reads no more of a session than it shows', async () => {
			emulator.load([session(1)]);
			await list('exportV1');
			for (const { body } of emulator.requests) {
				expect(body).toMatchObject({ projections: expect.not.arrayContaining(['inputs']) });
			}
		});
	});

	it("links to the session in HoneyHive's app where the credential shows where that is", async () => {
		emulator.load([session(1)]);
		const credential = {
			...credentialFor(emulator),
			appUrl: 'https://app.acme.example',
			projectId: 'abc',
		};
		const context = loadOptionsContext(credential, { project: demoProject });
		const { results } = await searchSessions.call(context);
		expect(results[0]?.url).toMatch(
			`https://app.acme.example/p/abc/traces/sessions?event=${id(1)}&range=`,
		);
	});

	onHosts(serving('export'), () => {
		it('asks for the project first', async () => {
			const context = contextFor('export', { __rl: true, mode: 'list', value: '' });
			await expect(searchSessions.call(context)).rejects.toMatchObject({
				message: "'Project' is empty",
				description: 'Select the project to read events from, or enter its name.',
			});
			expect(emulator.requests).toEqual([]);
		});
	});

	it('explains why sessions cannot be listed, without showing the key', async () => {
		const credential = { ...credentialFor(emulator), apiKey: 'hh_wrong' };
		const context = loadOptionsContext(credential, { project: demoProject });
		const refusal: unknown = await searchSessions.call(context).catch((error: unknown) => error);

		expect(String(refusal)).toMatch(/HoneyHive .*\(HTTP 40[14]\)/);
		expect(JSON.stringify(refusal)).not.toContain('hh_wrong');
	});
});
