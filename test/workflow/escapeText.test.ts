import { credentialFor, demoProject, eventsOf, exportEvents } from '../support/exporting';
import { usualGeneration } from '../support/hostUnderTest';
import { newWorkflow, pollOnce } from '../support/polling';
import { withEmulator } from '../support/withEmulator';

const sessionId = '1f0c7d2f-1b1a-4a57-9a3e-2f6d1c0b9e11';
const options = { escapeTextFor: 'slack' };
const escaped = "&lt;!channel&gt; &amp; 'x'";

describe('Escape Text For Slack', () => {
	const emulator = withEmulator({ project: 'Demo Project' });
	beforeAll(() =>
		emulator.load([
			{
				project_id: 'Demo Project',
				source: 'production',
				event_id: sessionId,
				session_id: sessionId,
				event_type: 'session',
				event_name: '<!channel> & `x`',
				error: '<!channel> & `x`',
				user_properties: { note: '<b>' },
				start_time: Date.now() - 1000,
			},
		]),
	);

	it.each([
		['Export', { returnAll: true }],
		['Get', { operation: 'get', eventId: sessionId }],
		['Session → Get', { resource: 'session', operation: 'get', sessionId }],
		['Session → Get Many', { resource: 'session', operation: 'getAll' }],
	])('escapes the texts of simplified events of %s', async (_, parameters) => {
		const run = await exportEvents(emulator, usualGeneration, {
			...parameters,
			output: 'simplified',
			options,
		});
		expect(eventsOf(run)).toMatchObject([{ event_name: escaped, error_message: escaped }]);
	});

	it('escapes the texts of simplified events of the trigger', async () => {
		const items = await pollOnce({
			credential: credentialFor(emulator, usualGeneration),
			parameters: {
				project: demoProject,
				firstRun: 'date',
				startFrom: '2020-01-01T00:00:00',
				output: 'simplified',
				options,
			},
			kept: newWorkflow(),
		});
		expect(items).toMatchObject([{ json: { event_name: escaped, error_message: escaped } }]);
	});

	it('escapes the values of the groups of Summarize', async () => {
		const run = await exportEvents(emulator, usualGeneration, {
			operation: 'summarize',
			groupBy: { fields: ['event_name', 'user_properties'].map((field) => ({ field })) },
			options,
		});
		const user_properties = '{"note":"&lt;b&gt;"}';
		expect(eventsOf(run)).toMatchObject([{ event_name: escaped, user_properties, events: 1 }]);
	});

	it('leaves raw events and texts as they are unless it is chosen', async () => {
		for (const parameters of [{ output: 'raw', options }, { output: 'simplified' }]) {
			const run = await exportEvents(emulator, usualGeneration, { returnAll: true, ...parameters });
			expect(eventsOf(run)).toMatchObject([{ event_name: '<!channel> & `x`' }]);
		}
	});
});
