import type { INodeExecutionData } from 'n8n-workflow';

import type { Generation } from '../../emulator';
import { credentialFor, demoProject } from '../../support/exporting';
import { usualGeneration } from '../../support/hostUnderTest';
import { newWorkflow, pollOnce, type PollOptions } from '../../support/polling';
import { withFreshEmulator } from '../../support/withEmulator';

export const minute = 60_000;

/** An emulator for each test, with sessions and a clock that the test moves on. */
export function withSessions() {
	const emulator = withFreshEmulator({ project: 'Demo Project' });
	let passed = 0;
	beforeEach(() => {
		passed = 0;
		const now = Date.now.bind(Date);
		jest.spyOn(Date, 'now').mockImplementation(() => now() + passed);
	});
	afterEach(() => jest.restoreAllMocks());

	return {
		emulator,

		pass(minutes: number): void {
			passed += minutes * minute;
		},

		/** Loads events of a session that begin now. */
		arrive(session: string, ...events: Array<[id: string, more?: Record<string, unknown>]>): void {
			emulator.load(
				events.map(([id, more]) => ({
					project_id: 'Demo Project',
					event_id: id,
					session_id: session,
					parent_id: id === session ? null : session,
					event_name: id,
					event_type: id === session ? 'session' : 'tool',
					source: 'production',
					start_time: Date.now(),
					duration: 0,
					...more,
				})),
			);
		},

		/** A workflow that starts on finished sessions. */
		poller(generation: Generation = usualGeneration, parameters = {}) {
			const kept = newWorkflow();
			const credential = credentialFor(emulator, generation);
			const chosen = { project: demoProject, event: 'sessionFinished', quietMinutes: 10 };
			const poll = async (more: Partial<PollOptions> = {}) =>
				await pollOnce({
					credential,
					kept,
					...more,
					parameters: { ...chosen, ...parameters, ...more.parameters },
				});
			return { kept, poll };
		},
	};
}

export const sessionsIn = (items: INodeExecutionData[] | null) =>
	items && items.map(({ json }) => json.session_id);
