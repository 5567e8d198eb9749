import type { INodeParameters } from 'n8n-workflow';

import { GOOD_KEY, INGESTION_KEY, READ_ONLY_KEY, type HoneyHiveEvent } from '../../emulator';
import type { FinishedRun, RunOptions } from '../../support/engine';
import { credentialFor, eventsOf, exportEvents } from '../../support/exporting';
import { generations, hostSettings, usualGeneration } from '../../support/hostUnderTest';
import { withEmulator } from '../../support/withEmulator';

/** One row of each group. */
const rows: INodeParameters = {
	metrics: [
		{ name: 'helpfulness', type: 'number', value: '0.9', explanation: 'It answers' },
		{ name: 'strands.Safe Evaluator', type: 'boolean', value: 'true' },
	],
	feedback: [{ name: 'rating', type: 'number', value: 5 }],
	metadata: [{ name: 'ticket', type: 'string', value: 'A-12' }],
	userProperties: [{ name: 'plan', type: 'json', value: '{"name": "free"}' }],
};

const written = {
	metrics: {
		helpfulness: 0.9,
		helpfulness_explanation: 'It answers',
		'strands.Safe Evaluator': true,
	},
	feedback: { rating: 5 },
	metadata: { ticket: 'A-12' },
	user_properties: { plan: { name: 'free' } },
};

const unknownId = '00000000-0000-4000-8000-000000000000';

const score = { updateType: 'json', updatesJson: '{"metrics": {"score": 1}}' };

describe('Event → Update', () => {
	const emulator = withEmulator({ events: 60 });
	let model: HoneyHiveEvent;
	let session: HoneyHiveEvent;

	beforeAll(() => {
		const ofType = (type: string) =>
			[...emulator.events()].find(({ event_type }) => event_type === type) ?? {};
		[model, session] = [ofType('model'), ofType('session')];
	});

	async function update(
		parameters: INodeParameters,
		{
			generation = usualGeneration,
			key = GOOD_KEY,
			...options
		}: Partial<RunOptions> & { generation?: typeof usualGeneration; key?: string } = {},
	): Promise<FinishedRun> {
		return await exportEvents(
			emulator,
			generation,
			{ resource: 'event', operation: 'update', eventId: model.event_id ?? '', ...parameters },
			{ credential: { ...credentialFor(emulator, generation), apiKey: key }, ...options },
		);
	}

	function stored(id = model.event_id): HoneyHiveEvent {
		return [...emulator.events()].find(({ event_id }) => event_id === id) ?? {};
	}

	describe.each(generations)('over %s', (generation) => {
		it('writes the rows of each group, and keeps everything else', async () => {
			const before = stored();
			const run = await update({ updates: rows }, { generation });

			expect(run.error).toBeUndefined();
			expect(stored()).toEqual({
				...before,
				metrics: { ...before.metrics, ...written.metrics },
				feedback: { ...before.feedback, ...written.feedback },
				metadata: { ...before.metadata, ...written.metadata },
				user_properties: { ...before.user_properties, ...written.user_properties },
			});
		});

		it('writes JSON, and replaces outputs as a whole', async () => {
			const outputs = { redacted: true };
			const config = { reviewed: 'yes' };
			const run = await update(
				{ updateType: 'json', updatesJson: JSON.stringify({ outputs, config, feedback: {} }) },
				{ generation },
			);

			expect(eventsOf(run)).toEqual([{ updated: { event_id: model.event_id, outputs, config } }]);
			expect(stored().outputs).toEqual(outputs);
			expect(stored().config).toEqual({ ...model.config, ...config });
		});

		it('writes to a session by its ID', async () => {
			const eventId = session.session_id ?? '';
			const feedback = { thumb: 'up' };
			await update({ eventId, updateType: 'json', updatesJson: { feedback } }, { generation });
			expect(stored(eventId).feedback).toMatchObject(feedback);
		});

		it.each(['{"success":true}', 'Event updated', ''])(
			'accepts the answer "%s" as a confirmation',
			async (body) => {
				emulator.addFault({ kind: 'replaceBody', body });
				const run = await update(score, { generation });
				expect(run.error).toBeUndefined();
				expect(run.items).toHaveLength(1);
			},
		);

		it('returns the input item with what was written, as the rows name it', async () => {
			const binary = { photo: { data: '', mimeType: 'image/png' } };
			const input = { json: { ticket: 7, error: 'The model was slow' }, binary };
			const run = await update({ updates: rows }, { generation, items: [input] });

			const updated = { event_id: model.event_id, ...written };
			expect(run.items).toEqual([
				{ json: { ...input.json, updated }, binary, pairedItem: { item: 0 } },
			]);
		});

		it('names an event that HoneyHive does not have', async () => {
			const run = await update({ ...score, eventId: unknownId }, { generation });

			expect(run.error?.message).toMatch(
				new RegExp(`^HoneyHive has no event with the 'Event ID' '${unknownId}' \\(HTTP 400\\): `),
			);
			expect(run.error?.description).toContain("turn on the option 'Wait for Event'");
			expect(emulator.requests).toHaveLength(1);
		});

		it('waits for an event that HoneyHive does not have yet', async () => {
			const message = '{"message":"Event not found"}';
			emulator.addFault({ kind: 'status', status: 404, body: message, times: 1 });
			emulator.addFault({ kind: 'status', status: 404, body: 'empty', times: 1 });
			const options = { waitForEvent: true, maxRetries: 2 };
			const run = await update({ ...score, options }, { generation });

			expect(run.error).toBeUndefined();
			expect(emulator.requests).toHaveLength(3);
		});

		it('stops waiting for an event after Max Retries', async () => {
			const options = { waitForEvent: true, maxRetries: 1 };
			const run = await update({ ...score, eventId: unknownId, options }, { generation });

			expect(run.error?.message).toMatch(/^HoneyHive has no event with the 'Event ID'/);
			expect(run.error?.description).toContain("raise 'Max Retries'");
			expect(emulator.requests).toHaveLength(2);
		});

		it('says what a key that can only read cannot do', async () => {
			const run = await update(score, { generation, key: READ_ONLY_KEY });

			expect(run.error?.message).toMatch(
				hostSettings.rejectedKeyStatus === 404
					? /^HoneyHive found nothing at this address.* \(HTTP 404\)/
					: /^The API key lacks permission to update this event \(HTTP 403\)/,
			);
			expect(run.error?.description).toMatch(
				/Keys that start with hh_ro_ can read events but not update them\.$/,
			);
		});

		it('works with a key that can only write', async () => {
			const run = await update(score, { generation, key: INGESTION_KEY });
			expect(run.error).toBeUndefined();
			expect(emulator.requests).toHaveLength(1);
		});
	});

	it('takes the ID from a link of the app', async () => {
		const eventId = `https://app.us.honeyhive.ai/p/abc/traces/completions?event=${model.event_id}&range=30d`;
		const run = await update({ ...score, eventId });
		expect(eventsOf(run)).toMatchObject([{ updated: { event_id: model.event_id } }]);
	});

	it("passes on HoneyHive's words about a bad request", async () => {
		emulator.addFault({ kind: 'status', status: 400, body: '{"message":"metrics is too long"}' });
		const run = await update(score);

		expect(run.error?.message).toBe(
			'HoneyHive refused the update (HTTP 400): metrics is too long [item 0]',
		);
		expect(emulator.requests).toHaveLength(1);
	});

	it('sends an update again after a temporary failure', async () => {
		emulator.addFault({ kind: 'status', status: 503, times: 1 });
		emulator.addFault({ kind: 'reset', when: 'midBody', times: 1 });
		const run = await update(score);

		expect(run.error).toBeUndefined();
		expect(new Set(emulator.requests.map(({ body }) => JSON.stringify(body))).size).toBe(1);
		expect(emulator.requests.length).toBeGreaterThan(1);
	});

	it.each([
		[
			'a web page',
			'<!doctype html><title>Log in</title>',
			/^HoneyHive returned a web page instead/,
		],
		['a no', '{"success": false}', /^HoneyHive answered that it did not write the update/],
	])('does not take %s for a confirmation', async (_what, body, message) => {
		emulator.addFault({ kind: 'replaceBody', body });
		const run = await update({ ...score, options: { maxRetries: 0 } });
		expect(run.error?.message).toMatch(message);
	});

	it('lets a model rate an event, with refusals that include the remedy', async () => {
		const node = { type: 'n8n-nodes-honeyhive.honeyHiveTool' };
		const rated = await update({ updatesJson: '{"feedback": {"rating": 4}}' }, { node });
		expect(eventsOf(rated)).toEqual([
			{ updated: { event_id: model.event_id, feedback: { rating: 4 } } },
		]);

		const refused = await update({ updatesJson: '{"rating": 4}' }, { node });
		expect(refused.error?.message).toMatch(
			/^'Updates \(JSON\)' has 'rating', which an update cannot change\. Enter an object such as \{"metrics": .*each of them an object\.$/,
		);
	});
});
