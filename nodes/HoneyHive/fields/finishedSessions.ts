import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from './parameters';
import { readSwitch } from './values/choice';
import { readWholeNumber } from './values/wholeNumber';

const minuteMs = 60_000;

/** A day. */
const maxQuietMinutes = 24 * 60;

/** A session's events are items in memory: this many have about as many events as a poll for new ones returns. */
const defaultMaxSessions = 500;

export const quietMinutesField: INodeProperties = {
	displayName: 'Quiet Minutes',
	name: 'quietMinutes',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: maxQuietMinutes },
	default: 10,
	description:
		'How long nothing must happen in a session before it counts as finished: none of its events begins, ends or becomes visible in HoneyHive. From 1 to 1440, which is a day.',
};

export const againOption: INodeProperties = {
	displayName: 'Again When It Goes On',
	name: 'againWhenItGoesOn',
	type: 'boolean',
	default: false,
	description:
		'Whether to return a session again, as a whole, when it goes on after it was returned. Its revision then counts up: 1, 2 and so on.',
};

export const maxSessionsOption: INodeProperties = {
	displayName: 'Max Sessions',
	name: 'maxSessions',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: defaultMaxSessions,
	description:
		'Max number of sessions per poll. The rest follows with the next one; those that have been quiet for longest come first.',
};

/** When a session counts as finished, and how it is returned then. */
export interface FinishedSessionsOptions {
	readonly quietMs: number;
	readonly again: boolean;
	readonly maxSessions: number;
}

/** @throws Refusal */
export function readFinishedSessionsOptions({ get }: Parameters): FinishedSessionsOptions {
	const quietMinutes = readWholeNumber('Quiet Minutes', get('quietMinutes'), {
		min: 1,
		max: maxQuietMinutes,
	});
	const maxSessions = get('options.maxSessions') ?? defaultMaxSessions;
	return {
		quietMs: quietMinutes * minuteMs,
		again: readSwitch('Again When It Goes On', get('options.againWhenItGoesOn')),
		maxSessions: readWholeNumber('Max Sessions', maxSessions, { min: 1 }),
	};
}
