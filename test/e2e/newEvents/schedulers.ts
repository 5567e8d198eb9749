import { startOwnN8n, type OwnN8n } from '../ownN8n';

/** Seconds after which n8n's durable scheduler gives up a poll. It tells the node half of them. */
const pollTimeout = '8';

/** n8n's settings for its two ways to poll. */
const settings = {
	default: {},
	durable: {
		N8N_SCHEDULER_ENABLED: 'true',
		N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
		N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
		N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
		N8N_SCHEDULER_POLL_TIMEOUT: pollTimeout,
		N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '1',
		N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
		N8N_SCHEDULER_JITTER_RATIO: '0',
	},
} as const;

export type Scheduler = keyof typeof settings;

export const schedulers = Object.keys(settings) as Scheduler[];

/** One n8n for each scheduler, for all tests of the enclosing file or `describe`. @param env more settings */
export function withSchedulers(
	env: Readonly<Record<string, string>> = {},
): Readonly<Record<Scheduler, OwnN8n>> {
	const running = {} as Record<Scheduler, OwnN8n>;
	beforeAll(async () => {
		const start = async (scheduler: Scheduler) => {
			running[scheduler] = await startOwnN8n({ ...settings[scheduler], ...env });
		};
		await Promise.all(schedulers.map(start));
	});
	afterAll(async () => {
		await Promise.all(Object.values(running).map(async (n8n) => await n8n.close()));
	});
	return running;
}
