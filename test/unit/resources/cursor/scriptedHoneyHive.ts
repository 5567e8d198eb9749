import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { Dice } from '../../events/reading/dice';
import type { Clock } from './clock';

/** An event, and when it becomes visible. Times are UTC milliseconds. */
export interface Arrival {
	readonly id: string;
	readonly project: string;
	/** Its session, if it belongs to one. */
	readonly session?: string;
	readonly start: number;
	readonly visibleAt: number;
}

export interface Trouble {
	/** Max number of milliseconds that an answer takes. */
	readonly slownessMs: number;
	/** How likely a request is to fail. */
	readonly failing: number;
	/** Max number of events in an answer. */
	readonly maxInAnswer: number;
}

/** Events in the body of a request, as the node sends it. */
interface Asked {
	readonly project: string;
	/** At most one, for a session. */
	readonly filters: ReadonlyArray<{ readonly value: string }>;
	readonly dateRange?: { readonly $gte?: string; readonly $lte?: string };
	readonly limit: number;
	readonly page: number;
}

/** A HoneyHive server on a clock of its own, in place of n8n's HTTP helper. */
export class ScriptedHoneyHive {
	/** Whether answers come at once, and never fail. */
	isCalm = false;

	constructor(
		private readonly clock: Clock,
		private readonly dice: Dice,
		private readonly arrivals: readonly Arrival[],
		private readonly trouble: Trouble,
	) {}

	readonly request = async (
		_credential: string,
		options: IHttpRequestOptions,
	): Promise<IN8nHttpFullResponse> => {
		const { timeout = Infinity, body } = options;
		const isSlow = this.dice.chance(0.2);
		const takesMs = this.isCalm ? 5 : this.dice.whole(1, isSlow ? this.trouble.slownessMs : 500);
		const readsAfterMs = this.dice.whole(0, Math.min(takesMs, timeout));
		await this.clock.sleep(readsAfterMs);
		const answer = this.answer(body as unknown as Asked);
		await this.clock.sleep(Math.min(takesMs, timeout) - readsAfterMs);
		if (takesMs >= timeout) throw Object.assign(new Error('timeout'), { code: 'ECONNABORTED' });
		return answer;
	};

	private answer({ project, filters, dateRange, limit, page }: Asked): IN8nHttpFullResponse {
		if (!this.isCalm && this.dice.chance(this.trouble.failing)) {
			const isLimited = this.dice.chance(0.3);
			return isLimited ? response(429, {}, { 'retry-after': '30' }) : response(500, {});
		}
		const from = dateRange?.$gte === undefined ? -Infinity : Date.parse(dateRange.$gte);
		const to = dateRange?.$lte === undefined ? Infinity : Date.parse(dateRange.$lte);
		const matches = this.arrivals.filter(
			(event) =>
				event.project === project &&
				filters.every(({ value }) => event.session === value) &&
				event.visibleAt <= this.clock.now &&
				event.start >= from &&
				event.start <= to,
		);
		const rows = matches.slice((page - 1) * limit, page * limit);
		if (rows.length > this.trouble.maxInAnswer) return response(413, {});
		const events = rows.map(({ id, session, start }) => ({
			event_id: id,
			event_type: 'tool',
			start_time: start,
			...(session !== undefined && { session_id: session }),
		}));
		return response(200, { events, totalEvents: matches.length });
	}
}

function response(statusCode: number, content: object, headers = {}): IN8nHttpFullResponse {
	async function* bytes() {
		yield Buffer.from(JSON.stringify(content));
	}
	const body = Object.assign(bytes(), { destroy: () => undefined });
	return { statusCode, headers, body: body as never };
}
