import { randomUUID } from 'node:crypto';
import { HoneyHive } from 'honeyhive';
import type { CreateEventRequest } from 'honeyhive/models/components/createeventrequest.js';

interface Step {
	readonly type: 'chain' | 'tool' | 'model';
	readonly name: string;
	readonly ms: number;
	/** Model calls only: name, prompt tokens, completion tokens, US dollars. */
	readonly model?: readonly [string, number, number, number];
	readonly error?: string;
}

interface Conversation {
	readonly name: string;
	readonly question: string;
	readonly minutesAgo: number;
	readonly steps: readonly Step[];
}

/** What a customer support assistant did recently. */
const CONVERSATIONS: readonly Conversation[] = [
	{
		name: 'Refund question',
		question: 'Can I get my money back after 30 days?',
		minutesAgo: 95,
		steps: [
			{ type: 'tool', name: 'Search help pages', ms: 182 },
			{ type: 'model', name: 'Answer', ms: 1_940, model: ['gpt-4o', 1_312, 168, 0.00496] },
		],
	},
	{
		name: 'Where is my parcel',
		question: 'My parcel should have arrived on Monday.',
		minutesAgo: 61,
		steps: [
			{ type: 'model', name: 'Pick a tool', ms: 410, model: ['gpt-4o-mini', 390, 21, 0.00007] },
			{ type: 'tool', name: 'Look up order', ms: 96 },
			{ type: 'model', name: 'Answer', ms: 1_505, model: ['gpt-4o', 804, 112, 0.00313] },
		],
	},
	{
		name: 'Contract summary',
		question: 'Summarize the attached contract.',
		minutesAgo: 12,
		steps: [
			{ type: 'chain', name: 'Split document', ms: 34 },
			{
				type: 'model',
				name: 'Summarize part',
				ms: 30_000,
				model: ['gpt-4o', 11_800, 0, 0.0295],
				error: 'The model did not answer within 30 s',
			},
		],
	},
];

/** Writes the conversations with HoneyHive's SDK, as an application would trace them. */
export async function writeSessions(
	serverURL: string,
	bearerAuth: string,
	project: string,
): Promise<number> {
	const honeyHive = new HoneyHive({ bearerAuth, serverURL });
	let written = 0;
	for (const conversation of CONVERSATIONS) {
		written += await writeConversation(honeyHive, conversation, project);
	}
	return written;
}

async function writeConversation(
	honeyHive: HoneyHive,
	{ name, question, minutesAgo, steps }: Conversation,
	project: string,
): Promise<number> {
	const startTime = Date.now() - minutesAgo * 60_000;
	const duration = steps.reduce((sum, { ms }) => sum + ms, 0);
	const sessionId = randomUUID();
	await honeyHive.session.startSession({
		session: {
			project,
			sessionId,
			sessionName: name,
			source: 'production',
			inputs: { question },
			startTime,
			endTime: startTime + duration,
			duration,
		},
	});

	let at = startTime;
	const events = steps.map((step): CreateEventRequest => {
		const event = eventOf(step, at, question);
		at += step.ms;
		return { ...event, project, sessionId, parentId: sessionId };
	});
	await honeyHive.events.createEventBatch({ events });
	return events.length + 1;
}

function eventOf(
	{ type, name, ms, model, error }: Step,
	startTime: number,
	question: string,
): Omit<CreateEventRequest, 'project'> {
	const [modelName, prompt = 0, completion = 0, cost = 0] = model ?? [];
	return {
		eventId: randomUUID(),
		eventType: type,
		eventName: name,
		source: 'production',
		config: modelName === undefined ? {} : { model: modelName, provider: 'openai' },
		inputs: { question },
		startTime,
		endTime: startTime + ms,
		duration: ms,
		...(error !== undefined && { error }),
		...(modelName !== undefined && {
			metadata: {
				cost,
				prompt_tokens: prompt,
				completion_tokens: completion,
				total_tokens: prompt + completion,
			},
		}),
	};
}
