import { copyOf } from '../support/copyOf';
import { runNode } from '../support/engine';
import { credentialFor, demoProject, eventsOf, idsOf } from '../support/exporting';
import { newWorkflow, pollOnce } from '../support/polling';
import { withFreshEmulator } from '../support/withEmulator';

const emulator = withFreshEmulator({ project: 'Demo Project' });

function arrive(event_id: string, ago: number): void {
	const start_time = Date.now() - ago;
	emulator.load([{ project_id: 'Demo Project', event_id, event_type: 'tool', start_time }]);
}

const fromTheBeginning = {
	project: demoProject,
	firstRun: 'date',
	startFrom: '2020-01-01T00:00:00',
};

it('The trigger returns each event once, also a late one', async () => {
	const kept = newWorkflow();
	const poll = async () => {
		const credential = credentialFor(emulator);
		const items = await pollOnce({ credential, kept, parameters: fromTheBeginning });
		return items && idsOf(items.map(({ json }) => json));
	};
	arrive('old', 90_000_000);
	arrive('new', 1000);
	expect(await poll()).toEqual(['old', 'new']);
	expect(await poll()).toBeNull();
	arrive('late', 60_000);
	expect(await poll()).toEqual(['late']);
});

it('Since Last Run returns each event once, also a late one', async () => {
	let stored = {};
	const run = async () => {
		const staticData = copyOf(stored);
		const finished = await runNode({
			credential: credentialFor(emulator),
			mode: 'trigger',
			staticData,
			workflowId: 'since-last-run',
			parameters: { ...fromTheBeginning, dateRange: 'sinceLastRun' },
		});
		stored = staticData;
		return idsOf(eventsOf(finished));
	};
	arrive('old', 90_000_000);
	arrive('new', 1000);
	expect(await run()).toEqual(['old', 'new']);
	expect(await run()).toEqual([]);
	arrive('late', 60_000);
	expect(await run()).toEqual(['late']);
});
