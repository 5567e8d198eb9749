import { generations, onHosts, serving, usualGeneration } from '../../support/hostUnderTest';
import { minute, sessionsIn, withSessions } from './withSessions';

const { emulator, arrive, pass, poller } = withSessions();

const onlyErrors = {
	filterType: 'json',
	filtersJson: '[{"field":"error","operator":"is","value":"Timeout","type":"string"}]',
};

describe.each(generations)('A trigger on finished sessions over %s', (generation) => {
	it('returns a session once, as a tree with totals, when nothing has happened in it for long enough', async () => {
		const { poll } = poller(generation);
		expect(await poll()).toBeNull();
		arrive('a', ['a'], ['a1', { metadata: { cost: 2 }, event_type: 'model' }]);
		expect(await poll()).toBeNull();
		pass(9);
		arrive('a', ['a2']);
		expect(await poll()).toBeNull();
		pass(9);
		expect(await poll()).toBeNull();
		pass(1);
		const items = await poll();
		expect(items).toHaveLength(1);
		expect(items?.[0]?.json).toMatchObject({
			session_id: 'a',
			event_type: 'session',
			totals: { events: 3, cost: 2 },
			children: [{ event_id: 'a1' }, { event_id: 'a2' }],
		});
		expect(items?.[0]?.json).not.toHaveProperty('revision');

		arrive('a', ['a3']);
		pass(11);
		expect(await poll()).toBeNull();
		pass(11);
		expect(await poll()).toBeNull();
	});

	it('returns a session with an event that matches the filters, with all of its events', async () => {
		const { poll } = poller(generation, onlyErrors);
		await poll();
		arrive('a', ['a'], ['a1', { error: 'Timeout' }]);
		arrive('b', ['b'], ['b1']);
		expect(await poll()).toBeNull();
		// Now it reads which other events the session has.
		expect(await poll()).toBeNull();
		pass(5);
		arrive('a', ['a2']);
		expect(await poll()).toBeNull();
		pass(6);
		expect(await poll()).toBeNull();
		pass(10);
		const items = await poll();
		expect(items?.map(({ json }) => json)).toMatchObject([
			{ session_id: 'a', totals: { events: 3, failures: 1 } },
		]);
	});
});

describe('A trigger on finished sessions', () => {
	it('returns a session again, as a whole, when it goes on, if that is wanted', async () => {
		const options = { againWhenItGoesOn: true };
		const { poll } = poller(usualGeneration, { options });
		await poll();
		arrive('a', ['a']);
		await poll();
		pass(10);
		expect((await poll())?.[0]?.json).toMatchObject({ revision: 1, totals: { events: 1 } });
		arrive('a', ['a1']);
		expect(await poll()).toBeNull();
		pass(10);
		expect((await poll())?.[0]?.json).toMatchObject({ revision: 2, totals: { events: 2 } });
		pass(10);
		expect(await poll()).toBeNull();
	});

	it('returns the events of each session in their order, one item for each, in the form chosen in Output', async () => {
		const { poll } = poller(usualGeneration, {
			sessionFormat: 'list',
			output: 'selected',
			fields: ['event_name'],
			options: { includeTotals: true, againWhenItGoesOn: true },
		});
		await poll();
		arrive('b', ['b'], ['b1', { start_time: Date.now() + 1 }]);
		await poll();
		pass(1);
		arrive('a', ['a']);
		await poll();
		pass(10);
		const totals = expect.objectContaining({ events: 2 }) as unknown;
		const item = { session_id: 'b', revision: 1 };
		expect((await poll())?.map(({ json }) => json)).toEqual([
			{ ...item, event_id: 'b', event_name: 'b', depth: 0, totals },
			{ ...item, event_id: 'b1', event_name: 'b1', depth: 1 },
			expect.objectContaining({ session_id: 'a', event_id: 'a' }),
		]);
	});

	it('leaves the sessions beyond Max Sessions to the next polls, those that are quiet for longest first', async () => {
		const { poll } = poller(usualGeneration, { options: { maxSessions: 2 } });
		await poll();
		for (const id of ['c', 'a', 'b']) {
			arrive(id, [id]);
			await poll();
			pass(1);
		}
		pass(10);
		expect(sessionsIn(await poll())).toEqual(['c', 'a']);
		expect(sessionsIn(await poll())).toEqual(['b']);
		expect(await poll()).toBeNull();
	});

	it('asks only for what is new while no session can have finished, however many were returned', async () => {
		const { poll } = poller();
		await poll();
		for (let id = 0; id < 50; id++) arrive(`${id}`, [`${id}`]);
		await poll();
		pass(10);
		expect(await poll()).toHaveLength(50);
		arrive('open', ['open']);
		await poll();
		emulator.clearRequests();
		await poll();
		expect(emulator.requests.filter(({ status }) => status === 200)).toHaveLength(1);
	});

	it('shows the newest sessions that have finished in the editor, and moves nothing', async () => {
		const { poll, kept } = poller();
		for (const id of ['a', 'b', 'c', 'd']) {
			arrive(id, [id]);
			pass(1);
		}
		pass(9);
		arrive('late', ['late1', { start_time: Date.now() - 20 * minute }], ['late2']);
		expect(sessionsIn(await poll({ mode: 'manual' }))).toEqual(['d', 'c', 'b']);
		expect(kept.staticData).toEqual({});
	});

	it('explains in the editor that no session has finished yet', async () => {
		const { poll } = poller();
		arrive('a', ['a']);
		await expect(poll({ mode: 'manual' })).rejects.toMatchObject({
			message: 'No finished sessions found',
			description: expect.stringContaining("'Quiet Minutes'") as string,
		});
	});

	onHosts(serving('search'), () => {
		it('finds the sessions of an experiment run by their Evaluation ID', async () => {
			const { poll } = poller('search', { options: { evaluationId: 'run-1' } });
			await poll();
			arrive('a', ['a', { metadata: { run_id: 'run-1' } }], ['a1']);
			arrive('b', ['b']);
			await poll();
			await poll();
			pass(11);
			expect(sessionsIn(await poll())).toEqual(['a']);
		});
	});
});
