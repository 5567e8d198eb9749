import type { INodeParameters } from 'n8n-workflow';

import type { HoneyHiveEvent } from '../../emulator';
import { credentialFor, eventsOf, exportEvents, idsOf } from '../../support/exporting';
import { generations } from '../../support/hostUnderTest';
import { newWorkflow, pollOnce } from '../../support/polling';
import { withEmulator } from '../../support/withEmulator';

const page = 'https://app.us.honeyhive.ai/p/peQ9-_5k2zXezKJ_cwO20KYx/discover/new';

/** A link as HoneyHive's app makes it. */
function linkTo(config: object, encoding: BufferEncoding = 'base64'): string {
	const text = Buffer.from(JSON.stringify(config)).toString(encoding);
	return `${page}?config=${encodeURIComponent(text)}`;
}

const dateRange = { $gte: '2024-04-10T00:00:00.000Z', $lte: '2024-04-20T00:00:00.000Z' };

describe.each(generations)('A link to Discover over %s', (generation) => {
	const emulator = withEmulator({ events: 300 });

	async function run(filterLink: string, parameters: INodeParameters = {}) {
		return await exportEvents(emulator, generation, {
			filterType: 'link',
			filterLink,
			returnAll: true,
			...parameters,
		});
	}

	function idsOfAll(matches: (event: HoneyHiveEvent) => boolean): string[] {
		return idsOf([...emulator.events()].filter(matches)).sort();
	}

	function isInRange({ start_time: start }: HoneyHiveEvent): boolean {
		return (
			Number(start) >= Date.parse(dateRange.$gte) && Number(start) <= Date.parse(dateRange.$lte)
		);
	}

	it.each([
		['sessions', 'session'],
		['completions', 'model'],
	])('of %s chooses events of that type, within its dates', async (type, eventType) => {
		const config = { type, filters: [], dateRange, metric: 'duration', func: 'avg' };
		const expected = idsOfAll((event) => event.event_type === eventType && isInRange(event));
		expect(expected).not.toEqual([]);
		for (const encoding of ['base64', 'base64url'] as const) {
			const finished = await run(linkTo(config, encoding));
			expect(finished.error).toBeUndefined();
			expect(idsOf(eventsOf(finished)).sort()).toEqual(expected);
		}
	});

	it('chooses events by its name and filters', async () => {
		const [{ event_name: eventName } = {}] = emulator.events();
		const filters = [{ field: 'duration', operator: 'greater than', value: '100', type: 'float' }];
		const finished = await run(linkTo({ type: 'events', eventName, filters }));
		expect(finished.error).toBeUndefined();
		const expected = idsOfAll(
			({ event_name, duration }) => event_name === eventName && Number(duration) > 100,
		);
		expect(idsOf(eventsOf(finished)).sort()).toEqual(expected);
	});

	it('leaves Date Range as it is if it has no dates', async () => {
		const finished = await run(linkTo({ type: 'events', filters: [] }), {
			dateRange: 'between',
			from: dateRange.$gte,
			to: dateRange.$lte,
		});
		expect(idsOf(eventsOf(finished)).sort()).toEqual(idsOfAll(isInRange));
	});

	it('may have dates that count back from now', async () => {
		const finished = await run(linkTo({ type: 'events', dateRange: { relative: '7d' } }));
		expect(finished.error).toBeUndefined();
		expect(eventsOf(finished)).toEqual([]);
		const { dateRange: sent } = emulator.requests[0]?.body as { dateRange?: object };
		expect(JSON.stringify(sent)).toContain(
			new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10),
		);
	});

	it.each([
		['encoded twice', (link: string) => link.replaceAll('%', '%25')],
		['with an empty saved view', () => linkTo({ type: 'events', savedView: '', dateRange })],
	])('is read if it is %s', async (_what, change) => {
		const finished = await run(change(linkTo({ type: 'events', dateRange })));
		expect(finished.error).toBeUndefined();
		expect(idsOf(eventsOf(finished)).sort()).toEqual(idsOfAll(isInRange));
	});

	it('starts a workflow with new events, whatever its dates are', async () => {
		const polled = await pollOnce({
			credential: credentialFor(emulator, generation),
			kept: newWorkflow(),
			parameters: {
				project: { __rl: true, mode: 'name', value: 'Demo Project' },
				filterType: 'link',
				filterLink: linkTo({ type: 'completions', dateRange: { relative: '1d' } }),
				firstRun: 'date',
				startFrom: '2024-01-01T00:00:00Z',
				output: 'raw',
			},
		});
		const expected = idsOfAll(({ event_type }) => event_type === 'model');
		expect(idsOf((polled ?? []).map(({ json }) => json)).sort()).toEqual(expected);
	});

	it.each([
		['', "'Link' is empty [item 0]"],
		[
			'https://app.us.honeyhive.ai/p/x/traces/sessions?event=7',
			"'Link' is not a link to Discover: it is 'https://app.us.honeyhive.ai/p/x/traces/sessions?event=7' [item 0]",
		],
		['model calls', "'Link' is not a link to Discover: it is 'model calls' [item 0]"],
		[
			linkTo({ type: 'events' }).slice(0, -4),
			"'Link' has a 'config' that cannot be read: it may be cut off [item 0]",
		],
		[`${page}?config=W10`, "'Link' has a 'config' that cannot be read: it may be cut off [item 0]"],
		[
			linkTo({ type: 'datasets' }),
			"'Link' has 'type', which the node cannot read: 'datasets' [item 0]",
		],
		[
			linkTo({ type: 'events', savedView: 'mine' }),
			"'Link' has 'savedView', which the node cannot read: 'mine' [item 0]",
		],
		[
			linkTo({ type: 'events', dateRange: { relative: '2 fortnights' } }),
			"'Link' has 'dateRange', which the node cannot read: '2 fortnights' [item 0]",
		],
		[
			linkTo({ type: 'events', dateRange: { $gte: 'yesterday' } }),
			"The date in 'Link' is not a date: it is 'yesterday' [item 0]",
		],
		[
			linkTo({ filters: [{ field: 'duration', operator: 'between', value: 5, type: 'number' }] }),
			"'Link' filter 1 has the 'Operator' 'between', which does not exist [item 0]",
		],
	])('is refused if it is %j', async (link, message) => {
		const finished = await run(link);
		expect(finished.error?.message).toBe(message);
		expect(finished.error).toHaveProperty('description', expect.stringMatching(/\.$/));
	});
});
