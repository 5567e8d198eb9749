import { activateWorkflow, listExecutions, updateWorkflow } from '../../support/n8n/api/rest';
import { finishedExecution } from '../../support/n8n/api/execution';
import { eventually } from '../eventually';
import { everyFiveSeconds, executionsEnd, TRIGGER, withFeeds } from './feed';
import { schedulers, withSchedulers } from './schedulers';

jest.setTimeout(240_000);

const n8ns = withSchedulers();
const openFeed = withFeeds();

/** The tests wait for n8n most of the time, so they run side by side. */
describe('The trigger in a published workflow', () => {
	it.concurrent.each(schedulers)(
		'returns each event once while answers take longer than the interval between polls (%s scheduler)',
		async (scheduler) => {
			const n8n = n8ns[scheduler];
			const feed = await openFeed();
			feed.arrive('before', 3, 86_400_000);
			const workflow = await feed.publish(n8n);
			feed.host.addFault({ kind: 'delay', ms: 12_000, times: 2 });
			for (const batch of ['first', 'second', 'third']) {
				feed.arrive(batch, 10, 1000);
				await feed.asked(1);
			}
			await feed.expectEachOnce(n8n, workflow);

			const failed = await messages(scheduler, workflow.id);
			const given = scheduler === 'default' ? [] : Array(2).fill(outOfTime);
			expect(failed).toEqual(given);
		},
	);

	it.concurrent.each(schedulers)(
		'returns each event once if two Poll Times meet (%s scheduler)',
		async (scheduler) => {
			const n8n = n8ns[scheduler];
			const feed = await openFeed();
			feed.host.addFault({ kind: 'delay', ms: 800 });
			const same = everyFiveSeconds.map(({ mode, cronExpression }) => ({
				mode,
				cronExpression: cronExpression.replace('*', '*/1'),
			}));
			const workflow = await feed.publish(n8n, {
				pollTimes: { item: [...everyFiveSeconds, ...same] },
			});
			for (const batch of ['first', 'second', 'third']) {
				feed.arrive(batch, 3);
				await feed.polls(1);
			}
			await feed.expectEachOnce(n8n, workflow);
		},
	);

	it.concurrent.each(schedulers)(
		'sends no request for as long as HoneyHive asks (%s scheduler)',
		async (scheduler) => {
			const n8n = n8ns[scheduler];
			const [feed, clock] = [await openFeed(), await openFeed()];
			const [workflow] = await Promise.all([feed.publish(n8n), clock.publish(n8n)]);
			feed.host.addFault({ kind: 'status', status: 429, retryAfter: 25, times: 1 });
			await eventually(() => Promise.resolve(feed.host.requests.at(-1)?.status === 429), 90_000);
			feed.arrive('after', 10);
			await clock.polls(3);
			expect(feed.host.requests.at(-1)?.status).toBe(429);
			await feed.expectEachOnce(n8n, workflow);
		},
	);

	it.concurrent.each(schedulers)(
		'returns what starts right after it was published with Start From Now (%s scheduler)',
		async (scheduler) => {
			const n8n = n8ns[scheduler];
			const feed = await openFeed();
			const workflow = await feed.publish(n8n, { firstRun: 'now' });
			feed.arrive('after', 4);
			await feed.expectEachOnce(n8n, workflow);
		},
	);

	it.concurrent.each(schedulers)(
		'returns each finished session once (%s scheduler)',
		async (scheduler) => {
			const n8n = n8ns[scheduler];
			const feed = await openFeed();
			const workflow = await feed.publish(n8n, { event: 'sessionFinished', quietMinutes: 1 });
			feed.arrive('first', 4);
			await feed.polls(3);
			feed.arrive('second', 4);
			await feed.allSent(180_000);
			await feed.expectEachOnce(n8n, workflow);
		},
	);

	it.concurrent.each(schedulers)(
		'goes on where it was when it is renamed (%s scheduler)',
		async (scheduler) => {
			const n8n = n8ns[scheduler];
			const feed = await openFeed();
			feed.arrive('before', 5, 86_400_000);
			const workflow = await feed.publish(n8n);
			await feed.allSent();
			await executionsEnd(n8n, workflow.id);

			const renamed = JSON.stringify(workflow).replaceAll(TRIGGER, 'Another Name');
			const version = await updateWorkflow(n8n.session, JSON.parse(renamed));
			feed.arrive('meanwhile', 5);
			await activateWorkflow(n8n.session, version);
			feed.arrive('after', 5);
			await feed.expectEachOnce(n8n, version);
		},
	);
});

const outOfTime = 'HoneyHive did not answer within the time that n8n allows for a poll';

/** The messages of executions that failed, as the user sees them. */
async function messages(scheduler: (typeof schedulers)[number], workflowId: string) {
	const { session } = n8ns[scheduler];
	const executions = await listExecutions(session, workflowId);
	const failed = executions.filter(({ status }) => status === 'error');
	return await Promise.all(
		failed.map(async ({ id }) => {
			const { data } = await finishedExecution(session, id);
			return data.resultData.error?.message;
		}),
	);
}
