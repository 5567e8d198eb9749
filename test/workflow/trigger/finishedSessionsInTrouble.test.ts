import { usualGeneration } from '../../support/hostUnderTest';
import { sessionsIn, withSessions } from './withSessions';

const { emulator, arrive, pass, poller } = withSessions();

describe('A trigger on finished sessions', () => {
	it('returns the other sessions where one cannot be read, and tries that one again later', async () => {
		const { poll } = poller(usualGeneration, { options: { maxRetries: 0 } });
		await poll();
		for (const id of ['a', 'b', 'c']) arrive(id, [id]);
		await poll();
		pass(10);
		emulator.addFault({ kind: 'status', status: 500, times: 1 });
		expect(sessionsIn(await poll())).toHaveLength(2);
		expect(await poll()).toBeNull();
		pass(10);
		expect(sessionsIn(await poll())).toHaveLength(1);
	});

	it('fails when nothing can be read, and loses nothing', async () => {
		const { poll, kept } = poller(usualGeneration, { options: { maxRetries: 0 } });
		await poll();
		arrive('a', ['a']);
		await poll();
		pass(10);
		const before = JSON.stringify(kept);
		emulator.addFault({ kind: 'status', status: 500 });
		await expect(poll()).rejects.toMatchObject({ httpCode: '500' });
		expect(JSON.stringify(kept)).toBe(before);
		emulator.clearFaults();
		pass(10);
		expect(sessionsIn(await poll())).toEqual(['a']);
	});

	it('reads no more sessions after HoneyHive has limited the rate, and none before it may', async () => {
		const { poll } = poller(usualGeneration, { options: { maxRetries: 0 } });
		await poll();
		for (let id = 0; id < 20; id++) arrive(`${id}`, [`${id}`]);
		await poll();
		pass(10);
		emulator.clearRequests();
		emulator.addFault({ kind: 'status', status: 429, retryAfter: 240 });
		await expect(poll()).rejects.toMatchObject({ httpCode: '429' });
		const asked = emulator.requests.length;
		expect(asked).toBeLessThan(10);
		expect(await poll()).toBeNull();
		expect(emulator.requests).toHaveLength(asked);
	});

	it('begins anew when it is to start on something else', async () => {
		const { poll } = poller();
		await poll();
		arrive('a', ['a']);
		pass(1);
		expect(await poll({ parameters: { event: 'newEvent' } })).toBeNull();
		arrive('a', ['a1']);
		expect(await poll({ parameters: { event: 'newEvent' } })).toHaveLength(1);
		pass(1);
		expect(await poll()).toBeNull();
		pass(10);
		expect(await poll()).toBeNull();
	});

	it('starts over from the lookback when its stored state is damaged', async () => {
		const { poll, kept } = poller();
		await poll();
		arrive('a', ['a']);
		await poll();
		const [scope = ''] = Object.keys(kept.staticData.cursors as object);
		kept.staticData = { cursors: { [scope]: { version: 1, open: 'a' } } };
		kept.workflowData = {};
		expect(await poll()).toBeNull();
		pass(10);
		expect(sessionsIn(await poll())).toEqual(['a']);
	});

	it.each([
		[0, '0'],
		[1441, '1441'],
		[1.5, '1.5'],
		['soon', "'soon'"],
		['', 'empty'],
	])('refuses %p Quiet Minutes', async (quietMinutes, received) => {
		const { poll } = poller(usualGeneration, { quietMinutes });
		await expect(poll()).rejects.toThrow(
			`'Quiet Minutes' is ${received} but must be a whole number, from 1 to 1440`,
		);
		expect(emulator.requests).toEqual([]);
	});

	it("refuses what is not one of the choices of 'Trigger On'", async () => {
		const { poll } = poller(usualGeneration, { event: 'sessionStarted' });
		await expect(poll()).rejects.toThrow(
			"'Trigger On' is 'sessionStarted', which is not one of its choices",
		);
	});
});
