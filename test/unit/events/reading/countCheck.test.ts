import { missingCountHint } from '../../../../nodes/HoneyHive/events/reading/countCheck';
import { Refusal } from '../../../../nodes/HoneyHive/events/refusal';
import { read } from './scenario';
import { generate } from './stored';

const hintOf = async (count: () => Promise<number | undefined>) =>
	await missingCountHint({ count }, {}, { expected: 100, read: 90 });

describe('The check of how many events were read', () => {
	it('shows a hint when HoneyHive still counts more', async () => {
		expect(await hintOf(async () => 95)).toMatch(
			/^HoneyHive counts 95 events and 90 were read: 5 may have arrived in the meantime/,
		);
	});

	it.each([90, 3])('shows no hint when HoneyHive now counts %i', async (total) => {
		expect(await hintOf(async () => total)).toBeUndefined();
	});

	it('shows no hint when HoneyHive does not state a total any more', async () => {
		expect(await hintOf(async () => undefined)).toBeUndefined();
	});

	it('shows no hint when the events cannot be counted again', async () => {
		const refuse = async () => await Promise.reject(new Refusal('HoneyHive says no'));
		expect(await hintOf(refuse)).toBeUndefined();
	});

	it('does not hide a defect', async () => {
		const fail = async () => await Promise.reject(new TypeError('a bug'));
		await expect(hintOf(fail)).rejects.toThrow('a bug');
	});

	describe.each(['export', 'exportV1 on a v2 host', 'search with a count'])(
		'over %s',
		(behavior) => {
			it.each([0, 1, 2, 30])(
				'shows no hint when all events but %i are deleted during the reading',
				async (left) => {
					const scenario = {
						events: generate(100, 'uniform', { seed: 1 }),
						shown: 'exact',
						behavior,
						range: {},
						pageSize: 10,
						concurrency: 1,
						order: 'newestFirst',
						seed: 1,
					} as const;
					const { hints, error } = await read(
						scenario,
						{},
						{
							afterAnswer: (answered, events) => {
								if (answered !== 1) return false;
								for (const id of [...events.keys()].slice(left)) events.delete(id);
								return true;
							},
						},
					);
					expect(error).toBeUndefined();
					expect(hints).toEqual([]);
				},
			);
		},
	);
});
