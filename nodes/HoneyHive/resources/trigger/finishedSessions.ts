import { readFinished, type SessionSource } from '../../events/cursor/readFinished';
import { RefusedSessions } from '../../events/cursor/refusedSessions';
import {
	readSessionState,
	withoutSessions,
	type SessionState,
} from '../../events/cursor/sessionState';
import { maxReturned, WatchedSessions } from '../../events/cursor/watchedSessions';
import type { HoneyHiveEvent } from '../../events/event';
import { Refusal } from '../../events/refusal';
import { maxRetriesOption, timeoutOption } from '../../fields/connection';
import { escapeTextOption } from '../../fields/escapeText';
import { countToolFailuresOption, readCountToolFailures } from '../../fields/failures';
import { filterFields } from '../../fields/filters/filters';
import {
	againOption,
	maxSessionsOption,
	quietMinutesField,
	readFinishedSessionsOptions,
} from '../../fields/finishedSessions';
import { optionsField, shownWhen } from '../../fields/options';
import { customFieldsOption, flattenOption, outputFields, readOutput } from '../../fields/output';
import { projectFields } from '../../fields/project';
import { evaluationIdOption, readQuery } from '../../fields/query';
import {
	includeTotalsOption,
	readSessionOutput,
	sessionOutputFields,
} from '../../fields/sessionOutput';
import { firstRunFields, lookbackOption, readSinceLastRunOptions } from '../../fields/sinceLastRun';
import { perQuery } from '../cursor/perQuery';
import { keyOf, readSinceLastRun, startingState } from '../cursor/sinceLastRun';
import { readSession } from '../session/readSession';
import { sessionItems } from '../session/sessionItems';
import { readFinishedSample } from './finishedSample';
import { runPoll, type OpenPoll } from './poll';
import type { TriggerEvent } from './triggerEvent';

/** What the new events have to tell: which session each belongs to, and when it began and ended. */
const neededFields = ['event_id', 'session_id', 'start_time', 'end_time', 'duration'];

const refusedOf = perQuery(() => new RefusedSessions());

const open: OpenPoll<SessionState> = ({ parameters, honeyHive, now, onHint }) => {
	const { quietMs, again, maxSessions } = readFinishedSessionsOptions(parameters);
	const form = {
		format: readSessionOutput(parameters),
		output: readOutput(parameters),
		countToolFailures: readCountToolFailures(parameters),
	};
	const query = readQuery(parameters, honeyHive.generation, neededFields, {});
	const options = { now, ...readSinceLastRunOptions(parameters, now), onHint };
	const key = `sessions ${keyOf(honeyHive, query)}`;
	const matching = honeyHive.source(query);
	const seesAllEvents =
		query.filters.length === 0 && !query.check && query.evaluationId === undefined;
	const read = async (id: string) => await readSession(honeyHive, id, query.project, onHint);

	const toItems = (id: string, events: readonly HoneyHiveEvent[], revision: number): object[] =>
		sessionItems(id, events, form, honeyHive.linkOf, onHint).map((item) => ({
			...item,
			// Sessions of one poll can only be told apart by it.
			session_id: id,
			...(again && { revision }),
		}));

	return {
		key,
		readStored: readSessionState,

		async sample() {
			const moments = { now, quietSince: now - quietMs };
			const sessions = await readFinishedSample(matching, read, moments, onHint);
			if (sessions.length > 0) return sessions.flatMap(({ id, events }) => toItems(id, events, 1));
			throw new Refusal(
				'No finished sessions found',
				"Check 'Project', the filters and 'Quiet Minutes', or try again later. The published workflow needs no session to start with.",
			);
		},

		async readNew(saved) {
			const start = startingState(saved, withoutSessions, options);
			const watched = new WatchedSessions(start, { quietMs, again, seesAllEvents });
			const source: SessionSource = {
				now: () => Date.now(),
				readSession: read,
				readNew: async (room) => {
					const limits = { now: Date.now(), maxEvents: Math.min(options.maxEvents, room) };
					return await readSinceLastRun(honeyHive, query, start.cursor, { ...options, ...limits });
				},
				affectsEverySession: (refusal) =>
					matching.affectsEveryRequest(refusal) || !matching.dependsOnRange(refusal),
			};
			const { sessions, cursor, interruption } = await readFinished(
				source,
				watched,
				refusedOf(key),
				start.cursor,
				{ maxSessions, retryMs: quietMs, onHint },
			);
			const { state, hasForgotten } = watched.toState(cursor);
			if (hasForgotten) onHint(forgottenHint);
			const items = sessions.flatMap(({ id, events, revision }) => toItems(id, events, revision));
			return { items, state, interruption };
		},
	};
};

const forgottenHint = `More than ${maxReturned} sessions were returned within 'Lookback'. Those that were returned first are returned again if they go on. Choose a shorter lookback, or narrow the filters.`;

export const finishedSessions: TriggerEvent = {
	name: 'Session Finished',
	value: 'sessionFinished',
	action: 'On session finished',
	description:
		'Each session once, as a whole, when nothing has happened in it for a while. Filters choose sessions by any of their events.',
	fields: [
		...projectFields,
		quietMinutesField,
		...filterFields,
		...firstRunFields,
		...sessionOutputFields,
		...outputFields,
		optionsField(
			againOption,
			countToolFailuresOption,
			shownWhen(escapeTextOption, { '/output': ['simplified'] }),
			{
				...evaluationIdOption,
				description:
					'Only return sessions with events of this experiment run. Not available with Cloud V1.',
			},
			customFieldsOption,
			flattenOption,
			includeTotalsOption,
			lookbackOption,
			maxSessionsOption,
			maxRetriesOption,
			timeoutOption,
		),
	],
	poll: async (context) => await runPoll(context, open),
};
