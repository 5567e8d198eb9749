import {
	comparisonOperators,
	presenceOperators,
	type Filter,
} from '../../nodes/HoneyHive/events/filter';
import { notFoundOut, type Check } from './check';

/** A value for each type, which no event needs to have. */
const values = {
	string: 'x',
	id: 'x',
	number: 1,
	boolean: true,
	datetime: '2026-01-01T00:00:00.000Z',
};
const fields = {
	string: 'event_name',
	id: 'event_id',
	number: 'duration',
	boolean: 'metadata.x',
	datetime: 'start_time',
};

export const operators: Check = {
	name: 'Operators that the node offers',
	documented: 'by type',
	run: async (host) => {
		const refused: string[] = [];
		for (const [type, accepted] of Object.entries(host.generation.filterRules)) {
			for (const operator of accepted) {
				const filter = filterOf(type as keyof typeof values, operator);
				const { status } = await host.ask({ filters: [filter] });
				if (status !== 200) refused.push(`${operator} for ${type} (${status})`);
			}
		}
		return {
			does: refused.length === 0 ? 'all accepted' : `refused: ${refused.join(', ')}`,
			copes: refused.length === 0,
		};
	},
};

function filterOf(type: keyof typeof values, operator: Filter['operator']): Filter {
	const subject = { field: fields[type], type };
	const presence = presenceOperators.find((candidate) => candidate === operator);
	if (presence) return { ...subject, operator: presence };
	const comparison = comparisonOperators.find((candidate) => candidate === operator) ?? 'is';
	return { ...subject, operator: comparison, value: values[type] };
}

export const existsOnError: Check = {
	name: "'exists' on error",
	documented: 'matches events that have one',
	run: async (host) => {
		if (!host.generation.filterRules.string?.includes('exists')) {
			return { does: 'not available', copes: true };
		}
		const filter = { field: 'error', type: 'string', operator: 'exists' } as const;
		const { events } = await host.ask({ filters: [filter], limit: 100 });
		const without = events.filter(
			({ error }) => error === undefined || error === null || error === '',
		);
		const does =
			without.length === 0
				? 'matches only those'
				: `also matches ${without.length} of ${events.length} without`;
		return { does, copes: without.length === 0 };
	},
};

export const sessionId: Check = {
	name: "'is' on session_id",
	documented: 'matches the events of the session',
	run: async (host, sample) => {
		const [event] = sample;
		if (typeof event?.session_id !== 'string') return notFoundOut;
		const filter = {
			field: 'session_id',
			type: 'string',
			operator: 'is',
			value: event.session_id,
		} as const;
		const { events } = await host.ask({ filters: [filter], limit: 1000 });
		const others = events.filter(({ session_id }) => session_id !== event.session_id);
		const isRight = events.length > 0 && others.length === 0;
		return {
			does: isRight
				? 'matches only those'
				: `${events.length} events, ${others.length} of other sessions`,
			copes: isRight,
		};
	},
};
