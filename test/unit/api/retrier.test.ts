import { ApiRefusal } from '../../../nodes/HoneyHive/api/errors';
import { Patience } from '../../../nodes/HoneyHive/api/retrier';
import { failureOfStatus, waitingBudget, type Failure } from '../../../nodes/HoneyHive/api/retry';

/** A refusal with a status; Retry-After in milliseconds. */
function refusal(status: number, retryAfter?: number): ApiRefusal {
	return refusalThat(failureOfStatus(status, retryAfter), String(status));
}

function refusalThat(failure: Failure, httpCode: string | null): ApiRefusal {
	return new ApiRefusal(httpCode, failure, 'No');
}

/** Refuses so often, then answers; notes when it was asked. */
function server(...refusals: ApiRefusal[]) {
	const askedAt: number[] = [];
	const request = async () => {
		askedAt.push(Date.now());
		const next = refusals[askedAt.length - 1];
		if (next) throw next;
		return 'answer';
	};
	return { askedAt, request };
}

/** How a promise ended, without a rejection that nobody awaits. */
async function outcome(promise: Promise<unknown>): Promise<unknown> {
	return await promise.catch((error: unknown) => error);
}

describe('Insisting on an answer', () => {
	beforeEach(() => {
		jest.useFakeTimers({ now: 0 });
		// All of the back-off: 500, 1000, 2000 … milliseconds.
		jest.spyOn(Math, 'random').mockReturnValue(1);
	});

	afterEach(() => {
		jest.useRealTimers();
		jest.restoreAllMocks();
	});

	const patient = (maxRetries = 5, signal?: AbortSignal) => new Patience({ maxRetries, signal });

	it('asks again after 0.5, 1 and 2 seconds', async () => {
		const { request, askedAt } = server(refusal(500), refusal(503), refusal(408));
		const answer = outcome(patient().insist(request, 'repeat'));
		await jest.advanceTimersByTimeAsync(10_000);

		expect(await answer).toBe('answer');
		expect(askedAt).toEqual([0, 500, 1500, 3500]);
	});

	it.each([0, 1, 3])(
		'asks once and then %i times more, and throws the last refusal',
		async (tries) => {
			const last = refusal(500);
			const refusals = [...Array.from({ length: tries }, () => refusal(500)), last];
			const { request, askedAt } = server(...refusals);
			const answer = outcome(patient(tries).insist(request, 'repeat'));
			await jest.advanceTimersByTimeAsync(60_000);

			expect(await answer).toBe(last);
			expect(askedAt).toHaveLength(tries + 1);
		},
	);

	it.each([400, 401, 403, 404])('does not repeat a %i', async (status) => {
		const { request, askedAt } = server(refusal(status, 1000));
		await expect(patient().insist(request, 'repeat')).rejects.toMatchObject({
			httpCode: String(status),
		});
		expect(askedAt).toHaveLength(1);
	});

	it('does not repeat what is a mistake of the program', async () => {
		const request = jest.fn().mockRejectedValue(new TypeError('ours'));
		await expect(patient().insist(request, 'repeat')).rejects.toThrow('ours');
		expect(request).toHaveBeenCalledTimes(1);
	});

	it('waits as long as the server asks, up to a minute', async () => {
		const { request, askedAt } = server(refusal(503, 7000), refusal(429, 3_600_000));
		const answer = outcome(patient().insist(request, 'repeat'));
		await jest.advanceTimersByTimeAsync(100_000);

		expect(await answer).toBe('answer');
		expect(askedAt).toEqual([0, 7000, 67_000]);
	});

	it('hands back an answer that was too much instead of asking for it again', async () => {
		const { request, askedAt } = server(refusal(504));
		const answer = outcome(patient().insist(request, 'throw'));
		await jest.advanceTimersByTimeAsync(10_000);

		expect(await answer).toMatchObject({ httpCode: '504' });
		expect(askedAt).toHaveLength(1);
	});

	it('repeats it where nobody can ask for less', async () => {
		const { request, askedAt } = server(refusal(504), refusalThat({ kind: 'overlong' }, null));
		const answer = outcome(patient().insist(request, 'repeat'));
		await jest.advanceTimersByTimeAsync(10_000);

		expect(await answer).toBe('answer');
		expect(askedAt).toHaveLength(3);
	});

	it('does not let others wait for one request that waits', async () => {
		const patience = patient();
		const slow = server(refusal(503, 30_000));
		const waiting = outcome(patience.insist(slow.request, 'repeat'));
		await jest.advanceTimersByTimeAsync(100);
		const quick = server();
		expect(await patience.insist(quick.request, 'repeat')).toBe('answer');
		expect(quick.askedAt).toEqual([100]);

		await jest.advanceTimersByTimeAsync(60_000);
		expect(await waiting).toBe('answer');
	});

	it('holds the others after a 429', async () => {
		const patience = patient();
		const refused = server(refusal(429, 5000));
		const other = server();
		const first = outcome(patience.insist(refused.request, 'repeat'));
		await jest.advanceTimersByTimeAsync(1000);
		const second = outcome(patience.insist(other.request, 'repeat'));
		await jest.advanceTimersByTimeAsync(10_000);

		expect(await Promise.all([first, second])).toEqual(['answer', 'answer']);
		expect(other.askedAt[0]).toBeGreaterThanOrEqual(5000);
	});

	it('holds the others again when a second 429 comes while they wait', async () => {
		const patience = patient();
		// Under way when the first is refused; its own refusal comes a second later.
		const late = server(refusal(429, 20_000));
		const lateRequest = async () => {
			if (late.askedAt.length === 0) await new Promise((resolve) => setTimeout(resolve, 1000));
			return await late.request();
		};
		const other = server();
		const runs = [
			outcome(patience.insist(lateRequest, 'repeat')),
			outcome(patience.insist(server(refusal(429, 5000)).request, 'repeat')),
		];
		await jest.advanceTimersByTimeAsync(10);
		runs.push(outcome(patience.insist(other.request, 'repeat')));
		await jest.advanceTimersByTimeAsync(60_000);

		await Promise.all(runs);
		expect(other.askedAt[0]).toBeGreaterThanOrEqual(21_000);
	});

	it('gives up when all waits together would take too long', async () => {
		const patience = patient(1000);
		const request = async () => {
			throw refusal(503, 60_000);
		};
		const answer = outcome(patience.insist(request, 'repeat'));
		await jest.advanceTimersByTimeAsync(2 * waitingBudget);

		expect(await answer).toMatchObject({ httpCode: '503' });
		const next = server(refusal(503, 60_000));
		expect(await outcome(patience.insist(next.request, 'repeat'))).toMatchObject({
			httpCode: '503',
		});
		expect(next.askedAt).toHaveLength(1);
	});

	it('ends a wait within a second of a stop', async () => {
		const stop = new AbortController();
		const { request, askedAt } = server(refusal(503, 60_000));
		let endedAt: number | undefined;
		const answer = outcome(patient(5, stop.signal).insist(request, 'repeat')).finally(() => {
			endedAt = Date.now();
		});
		await jest.advanceTimersByTimeAsync(3000);
		stop.abort();
		await jest.advanceTimersByTimeAsync(10_000);

		expect(await answer).toMatchObject({ httpCode: '503' });
		expect(endedAt).toBeLessThanOrEqual(4000);
		expect(askedAt).toHaveLength(1);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('sends nothing once it is stopped while held', async () => {
		const stop = new AbortController();
		const patience = patient(5, stop.signal);
		const refused = server(refusal(429, 30_000));
		const held = server();
		const runs = [outcome(patience.insist(refused.request, 'repeat'))];
		await jest.advanceTimersByTimeAsync(100);
		runs.push(outcome(patience.insist(held.request, 'repeat')));
		await jest.advanceTimersByTimeAsync(100);
		stop.abort();
		await jest.advanceTimersByTimeAsync(60_000);

		await Promise.all(runs);
		expect(held.askedAt).toEqual([]);
		expect(refused.askedAt).toHaveLength(1);
	});
});
