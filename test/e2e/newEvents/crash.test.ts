import { activateWorkflow, deactivateWorkflow } from '../../support/n8n/api/rest';
import { executionsEnd, withFeeds } from './feed';
import { schedulers, withSchedulers } from './schedulers';

jest.setTimeout(300_000);

const openFeed = withFeeds();
const n8ns = withSchedulers();

describe('A published workflow with the trigger', () => {
	it.concurrent.each(schedulers)(
		'receives each event once, even if it arrives late or while n8n is down (%s scheduler)',
		async (scheduler) => {
			const n8n = n8ns[scheduler];
			const feed = await openFeed();
			feed.arrive('before', 3, 86_400_000);
			const workflow = await feed.publish(n8n);
			await feed.allSent();
			feed.arrive('running', 20, 1000);
			feed.arrive('late', 5, 1_800_000);
			await feed.allSent();
			await executionsEnd(n8n, workflow.id);

			// It is killed in the middle of a poll.
			feed.host.addFault({ kind: 'delay', ms: 120_000, times: 1 });
			feed.arrive('meanwhile', 10, 1000);
			feed.arrive('late meanwhile', 5, 600_000);
			await feed.asked(1);
			await n8n.kill();
			await n8n.restart();
			await feed.allSent();
			await executionsEnd(n8n, workflow.id);

			// It polls as soon as it is published again.
			feed.arrive('afterwards', 5, 1000);
			await deactivateWorkflow(n8n.session, workflow);
			await activateWorkflow(n8n.session, workflow);
			await feed.expectEachOnce(n8n, workflow);
		},
	);
});
