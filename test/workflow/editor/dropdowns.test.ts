import { OTHER_PROJECTS } from '../../emulator';
import { credentialFor, exportEvents } from '../../support/exporting';
import { loadOptionsContext } from '../../support/loadOptions';
import { HoneyHive } from '../../../nodes/HoneyHive/HoneyHive.node';
import { generations, onHosts, serving } from '../../support/hostUnderTest';
import { withEmulator } from '../../support/withEmulator';

const { listSearch, loadOptions } = new HoneyHive().methods;

const keyProject = 'Project of the API key';

describe('Dropdowns in the editor', () => {
	const emulator = withEmulator({ events: 5, project: 'My Project' });

	onHosts(serving('export'), () => {
		it.each(generations)('lists the projects of %s by name', async (generation) => {
			const context = loadOptionsContext(credentialFor(emulator, generation));
			const { results } = await listSearch.searchProjects.call(context);

			expect(results.map(({ name }) => name).sort()).toEqual(
				['My Project', ...OTHER_PROJECTS].sort(),
			);
			expect(results.every(({ name, value }) => name === value)).toBe(true);
		});

		it('filters the projects by the search text', async () => {
			const context = loadOptionsContext(credentialFor(emulator));
			const { results } = await listSearch.searchProjects.call(context, 'my pro');
			expect(results).toEqual([{ name: 'My Project', value: 'My Project' }]);
		});

		it('explains why projects cannot be listed, without showing the key', async () => {
			const context = loadOptionsContext({ ...credentialFor(emulator), apiKey: 'hh_wrong' });
			await expect(listSearch.searchProjects.call(context)).rejects.toMatchObject({
				message: expect.stringMatching(/^HoneyHive does not accept the API key \(HTTP 401\)/),
			});
		});

		it('explains that the answer is not a list of projects', async () => {
			emulator.addFault({ kind: 'replaceBody', body: '{"projects": []}', times: 1 });
			const context = loadOptionsContext(credentialFor(emulator));
			await expect(listSearch.searchProjects.call(context)).rejects.toMatchObject({
				message: 'HoneyHive returned something that is not a list of projects',
			});
		});
	});

	it('lists the project of the API key where the key determines it, without a request', async () => {
		emulator.clearRequests();
		const context = loadOptionsContext(credentialFor(emulator, 'search'));
		const { results } = await listSearch.searchProjects.call(context, 'my pro');
		expect(results).toEqual([{ name: keyProject, value: keyProject }]);
		expect(emulator.requests).toHaveLength(0);
	});

	onHosts(serving('search'), () => {
		it('reads events after the project of the API key was chosen', async () => {
			const project = { __rl: true, mode: 'list', value: keyProject };
			const run = await exportEvents(emulator, 'search', { project });
			expect(run.error).toBeUndefined();
			expect(run.items).toHaveLength(5);
		});
	});

	onHosts(serving('export'), () => {
		it('asks to choose a project once the credential has another API version', async () => {
			const project = { __rl: true, mode: 'list', value: keyProject };
			const run = await exportEvents(emulator, 'export', { project });
			expect(run.error?.message).toBe(`Project '${keyProject}' could not be found [item 0]`);
			expect(run.error?.description).toBe('Choose one from the list.');
		});
	});

	it.each([
		['export', ['string', 'number', 'boolean', 'id']],
		['exportV1', ['string', 'number', 'boolean', 'datetime']],
		['search', ['string', 'number', 'boolean', 'datetime']],
	] as const)('offers the filter types of %s', async (generation, types) => {
		const context = loadOptionsContext(credentialFor(emulator, generation));
		const options = await loadOptions.getFilterTypes.call(context);
		expect(options.map(({ value }) => value)).toEqual(['automatic', ...types]);
	});

	it.each([
		['export', 'number', ['is', 'is not', 'greater than']],
		['export', 'string', ['is', 'is not', 'contains', 'not contains']],
		['search', 'number', ['is', 'is not', 'greater than', 'less than', 'exists', 'not exists']],
		['search', 'boolean', ['is', 'exists', 'not exists']],
		['exportV1', 'datetime', ['is', 'is not', 'after', 'before', 'exists', 'not exists']],
	] as const)('offers the operators of %s for a %s', async (generation, type, operators) => {
		const context = loadOptionsContext(credentialFor(emulator, generation), {
			filters: { conditions: [{ type }] },
		});
		const options = await loadOptions.getFilterOperators.call(context);
		const accepted = options.filter(({ description }) => description === undefined);
		expect(accepted.map(({ value }) => value)).toEqual(operators);
	});

	it.each([
		['a number', { type: 'number' }, ['less than', 'exists', 'not exists']],
		[
			'a field that is known to be a number',
			{ type: 'automatic', field: { __rl: true, mode: 'list', value: 'duration' } },
			['less than', 'exists', 'not exists'],
		],
		[
			'a field that is not known',
			{ type: 'automatic', field: 'metadata.x' },
			['less than', 'after', 'before', 'exists', 'not exists'],
		],
	])('says of %s what Cloud V1 lacks', async (_what, condition, operators) => {
		const context = loadOptionsContext(credentialFor(emulator, 'export'), {
			filters: { conditions: [condition] },
		});
		const options = await loadOptions.getFilterOperators.call(context);
		const lacking = options.filter(({ description }) => description !== undefined);
		expect(lacking.map(({ value }) => value)).toEqual(operators);
		expect(new Set(lacking.map(({ description }) => description))).toEqual(
			new Set(['Needs Self-Hosted V1 or Data Plane V2']),
		);
	});

	it('says that IDs of events are not of the type Object ID', async () => {
		const context = loadOptionsContext(credentialFor(emulator, 'export'));
		const options = await loadOptions.getFilterTypes.call(context);
		const [objectId] = options.filter(({ name }) => name === 'Object ID');
		expect(objectId?.description).toBe('Rarely used: event_id and session_id are Text');
	});

	it('offers the operators of the default generation before a credential is chosen', async () => {
		const options = await loadOptions.getFilterTypes.call(loadOptionsContext(undefined));
		expect(options.map(({ value }) => value)).toContain('id');
	});

	it('offers operators without a request to HoneyHive', async () => {
		emulator.clearRequests();
		await loadOptions.getFilterOperators.call(loadOptionsContext(credentialFor(emulator)));
		expect(emulator.requests).toHaveLength(0);
	});
});
