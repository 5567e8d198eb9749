import { ApiRefusal } from '../../../nodes/HoneyHive/api/errors';
import { Retrier, type RetryOptions, type SendRequest } from '../../../nodes/HoneyHive/api/retrier';
import { failureOfStatus, waitingBudgetMs, type Failure } from '../../../nodes/HoneyHive/api/retry';

function refusal(status: number, retryAfterMs?: number): ApiRefusal {
	return refusalThat(failureOfStatus(status, retryAfterMs), String(status));
}

function refusalThat(failure: Failure, httpCode: string | null): ApiRefusal {
	return new ApiRefusal(httpCode, failure, 'No');
}

/** Refuses one request with each of these, then answers. Records when each request was sent. */
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

/** Resolves with the result or the error of a promise, so that no rejection is unhandled. */
async function outcome(promise: Promise<unknown>): Promise<unknown> {
	return await promise.catch((error: unknown) => error);
}

describe('Retrier', () => {
	beforeEach(() => {
		jest.useFakeTimers({ now: 0 });
		// Full back-off: 500, 1000, 2000 … milliseconds.
		jest.spyOn(Math, 'random').mockReturnValue(1);
	});

	afterEach(() => {
		jest.useRealTimers();
		jest.restoreAllMocks();
	});

	const retrierOf = (maxRetries = 5, signal?: AbortSignal) => {
		const retrier = new Retrier(signal);
		return {
			run: async <T>(request: SendRequest<T>, options?: RetryOptions) =>
				await retrier.run(request, maxRetries, options),
		};
	};

	it('retries after 0.5, 1 and 2 seconds', async () => {
		const { request, askedAt } = server(refusal(500), refusal(503), refusal(408));
		const answer = outcome(retrierOf().run(request));
		await jest.advanceTimersByTimeAsync(10_000);

		expect(await answer).toBe('answer');
		expect(askedAt).toEqual([0, 500, 1500, 3500]);
	});

	it.each([0, 1, 3])('retries %i times, then throws the last refusal', async (retries) => {
		const last = refusal(500);
		const refusals = [...Array.from({ length: retries }, () => refusal(500)), last];
		const { request, askedAt } = server(...refusals);
		const answer = outcome(retrierOf(retries).run(request));
		await jest.advanceTimersByTimeAsync(60_000);

		expect(await answer).toBe(last);
		expect(askedAt).toHaveLength(retries + 1);
	});

	it.each([400, 401, 403, 404])('does not retry HTTP %i', async (status) => {
		const { request, askedAt } = server(refusal(status, 1000));
		await expect(retrierOf().run(request)).rejects.toMatchObject({
			httpCode: String(status),
		});
		expect(askedAt).toHaveLength(1);
	});

	it('does not retry after an error that is not a refusal', async () => {
		const request = jest.fn().mockRejectedValue(new TypeError('a bug'));
		await expect(retrierOf().run(request)).rejects.toThrow('a bug');
		expect(request).toHaveBeenCalledTimes(1);
	});

	it('waits as long as the server asks', async () => {
		const { request, askedAt } = server(refusal(503, 7000), refusal(429, 240_000));
		const answer = outcome(retrierOf().run(request));
		await jest.advanceTimersByTimeAsync(300_000);

		expect(await answer).toBe('answer');
		expect(askedAt).toEqual([0, 7000, 247_000]);
	});

	it('gives up at once when the server asks for more time than a run may wait', async () => {
		const retrier = retrierOf();
		const { request, askedAt } = server(refusal(429, 3_600_000));
		await expect(retrier.run(request)).rejects.toMatchObject({ httpCode: '429' });
		const other = server();
		await expect(retrier.run(other.request)).rejects.toMatchObject({ httpCode: '429' });
		expect([askedAt.length, other.askedAt.length]).toEqual([1, 0]);
	});

	it('does not begin a wait that would outlast the run, and sends nothing more meanwhile', async () => {
		const retrier = new Retrier(undefined, Date.now() + 30_000);
		const limited = server(refusal(429, 240_000));
		await expect(retrier.run(limited.request, 5)).rejects.toMatchObject({ httpCode: '429' });
		const other = server();
		await expect(retrier.run(other.request, 5)).rejects.toMatchObject({ httpCode: '429' });
		expect([limited.askedAt.length, other.askedAt.length]).toEqual([1, 0]);
	});

	it('does not retry a response that is too large when the caller can ask for less', async () => {
		const { request, askedAt } = server(refusal(504));
		const answer = outcome(retrierOf().run(request, { canAskForLess: true }));
		await jest.advanceTimersByTimeAsync(10_000);

		expect(await answer).toMatchObject({ httpCode: '504' });
		expect(askedAt).toHaveLength(1);
	});

	it('retries a response that is too large when the caller cannot ask for less', async () => {
		const { request, askedAt } = server(refusal(504), refusalThat({ kind: 'tooLarge' }, null));
		const answer = outcome(retrierOf().run(request));
		await jest.advanceTimersByTimeAsync(10_000);

		expect(await answer).toBe('answer');
		expect(askedAt).toHaveLength(3);
	});

	it.each([true, false])(
		'neither waits nor retries where the same answer would be too large again: %j',
		async (canAskForLess) => {
			const { request, askedAt } = server(
				refusalThat({ kind: 'tooLarge', isLasting: true }, '200'),
			);
			await expect(retrierOf().run(request, { canAskForLess })).rejects.toMatchObject({
				httpCode: '200',
			});
			expect(askedAt).toEqual([0]);
		},
	);

	it('lets other requests run while one waits to retry', async () => {
		const retrier = retrierOf();
		const slow = server(refusal(503, 30_000));
		const waiting = outcome(retrier.run(slow.request));
		await jest.advanceTimersByTimeAsync(100);
		const quick = server();
		expect(await retrier.run(quick.request)).toBe('answer');
		expect(quick.askedAt).toEqual([100]);

		await jest.advanceTimersByTimeAsync(60_000);
		expect(await waiting).toBe('answer');
	});

	it('sends the next request when an answer has arrived, before that has been parsed', async () => {
		const retrier = new Retrier(undefined);
		const slowToParse = async (received: () => void) => {
			received();
			await new Promise((resolve) => setTimeout(resolve, 1000));
			return 'parsed';
		};
		const next = server();
		const runs = [slowToParse, next.request].map(
			async (request) => await outcome(retrier.run(request, 5, { maxParallel: 1 })),
		);
		await jest.advanceTimersByTimeAsync(2000);

		expect(await Promise.all(runs)).toEqual(['parsed', 'answer']);
		expect(next.askedAt).toEqual([0]);
	});

	it('retries when an answer that has arrived cannot be parsed', async () => {
		const { request, askedAt } = server(refusalThat({ kind: 'transient' }, null));
		const answer = outcome(
			retrierOf().run(async (received) => {
				received();
				return await request();
			}),
		);
		await jest.advanceTimersByTimeAsync(1000);

		expect(await answer).toBe('answer');
		expect(askedAt).toEqual([0, 500]);
	});

	it('does not take long parsing for a busy server', async () => {
		const retrier = new Retrier(undefined);
		let [sent, current, max] = [0, 0, 0];
		const request = async (received: () => void) => {
			sent += 1;
			const parseMs = sent > 4 ? 5000 : 0;
			max = Math.max(max, ++current);
			await new Promise((resolve) => setTimeout(resolve, 100));
			current -= 1;
			received();
			await new Promise((resolve) => setTimeout(resolve, parseMs));
		};
		const runs = Array.from({ length: 100 }, async () => await retrier.run(request, 0));
		await jest.advanceTimersByTimeAsync(60_000);

		await Promise.all(runs);
		expect(max).toBeGreaterThanOrEqual(16);
	});

	it('pauses all requests after HTTP 429', async () => {
		const retrier = retrierOf();
		const refused = server(refusal(429, 5000));
		const other = server();
		const first = outcome(retrier.run(refused.request));
		await jest.advanceTimersByTimeAsync(1000);
		const second = outcome(retrier.run(other.request));
		await jest.advanceTimersByTimeAsync(10_000);

		expect(await Promise.all([first, second])).toEqual(['answer', 'answer']);
		expect(other.askedAt[0]).toBeGreaterThanOrEqual(5000);
	});

	it('extends the pause when a second HTTP 429 arrives during it', async () => {
		const retrier = retrierOf();
		// In flight when the other request is refused; its own refusal arrives a second later.
		const late = server(refusal(429, 20_000));
		const lateRequest = async () => {
			if (late.askedAt.length === 0) await new Promise((resolve) => setTimeout(resolve, 1000));
			return await late.request();
		};
		const other = server();
		const runs = [
			outcome(retrier.run(lateRequest)),
			outcome(retrier.run(server(refusal(429, 5000)).request)),
		];
		await jest.advanceTimersByTimeAsync(10);
		runs.push(outcome(retrier.run(other.request)));
		await jest.advanceTimersByTimeAsync(60_000);

		await Promise.all(runs);
		expect(other.askedAt[0]).toBeGreaterThanOrEqual(21_000);
	});

	it('holds those back that waited for their turn when HTTP 429 arrived', async () => {
		const retrier = new Retrier(undefined);
		const refused = server(refusal(429, 5000));
		const other = server();
		const first = outcome(retrier.run(refused.request, 5, { maxParallel: 1 }));
		const second = outcome(retrier.run(other.request, 5, { maxParallel: 1 }));
		await jest.advanceTimersByTimeAsync(10_000);

		expect(await Promise.all([first, second])).toEqual(['answer', 'answer']);
		expect(other.askedAt[0]).toBeGreaterThanOrEqual(5000);
	});

	it('sends fewer requests at a time after refusals that may be because of too many', async () => {
		const inFlight = async (failure: ApiRefusal) => {
			const retrier = new Retrier(undefined);
			await outcome(retrier.run(server(failure).request, 0));
			let current = 0;
			let max = 0;
			const request = async () => {
				max = Math.max(max, ++current);
				await new Promise((resolve) => setTimeout(resolve, 100));
				current -= 1;
			};
			const runs = Array.from({ length: 3 }, async () => await retrier.run(request, 1));
			await jest.advanceTimersByTimeAsync(10_000);
			await Promise.all(runs);
			return max;
		};

		expect(await inFlight(refusal(429))).toBe(1);
		expect(await inFlight(refusal(503))).toBe(1);
		expect(await inFlight(refusalThat({ kind: 'tooLarge' }, null))).toBe(1);
		expect(await inFlight(refusalThat({ kind: 'transient' }, null))).toBe(1);
		expect(await inFlight(refusal(400))).toBe(3);
		expect(await inFlight(refusal(413))).toBe(3);
		expect(await inFlight(refusalThat({ kind: 'transient' }, '404'))).toBe(3);
	});

	it('gives up when the waits of all requests would exceed the budget', async () => {
		const retrier = retrierOf(1000);
		const request = async () => {
			throw refusal(503, 60_000);
		};
		const answer = outcome(retrier.run(request));
		await jest.advanceTimersByTimeAsync(2 * waitingBudgetMs);

		expect(await answer).toMatchObject({ httpCode: '503' });
		const next = server(refusal(503, 60_000));
		expect(await outcome(retrier.run(next.request))).toMatchObject({
			httpCode: '503',
		});
		expect(next.askedAt).toHaveLength(1);
	});

	it('stops waiting within a second after the execution is stopped', async () => {
		const stop = new AbortController();
		const { request, askedAt } = server(refusal(503, 60_000));
		let endedAt: number | undefined;
		const answer = outcome(retrierOf(5, stop.signal).run(request)).finally(() => {
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

	it('sends no request when the execution is stopped during a pause', async () => {
		const stop = new AbortController();
		const retrier = retrierOf(5, stop.signal);
		const refused = server(refusal(429, 30_000));
		const held = server();
		const runs = [outcome(retrier.run(refused.request))];
		await jest.advanceTimersByTimeAsync(100);
		runs.push(outcome(retrier.run(held.request)));
		await jest.advanceTimersByTimeAsync(100);
		stop.abort();
		await jest.advanceTimersByTimeAsync(60_000);

		await Promise.all(runs);
		expect(held.askedAt).toEqual([]);
		expect(refused.askedAt).toHaveLength(1);
	});
});
