import type { INode } from 'n8n-workflow';

import { Refusal } from '../../nodes/HoneyHive/events/refusal';
import { toNodeError } from '../../nodes/HoneyHive/nodeError';

const node: INode = {
	id: '1',
	name: 'HoneyHive',
	type: 'n8n-nodes-honeyhive.honeyHive',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** A defect such as every program has. */
function faultyFunction(): never {
	throw new TypeError('events is not iterable');
}

function caught(action: () => never): unknown {
	try {
		return action();
	} catch (error) {
		return error;
	}
}

describe('toNodeError', () => {
	it('keeps an unforeseen error as the cause, with the stack that names the faulty function', () => {
		const defect = caught(faultyFunction);
		const nodeError = toNodeError(node, defect, 0);

		expect(nodeError.message).toBe('events is not iterable [item 0]');
		expect(nodeError.cause).toBe(defect);
		expect((nodeError.cause as Error).stack).toContain('faultyFunction');
	});

	it('turns a refusal into its message, the item and its remedy', () => {
		const refusal = new Refusal("'Limit' is 0 but must be 1 or more", 'Enter a whole number.');

		expect(toNodeError(node, refusal, 2)).toMatchObject({
			message: "'Limit' is 0 but must be 1 or more [item 2]",
			description: 'Enter a whole number.',
			context: { itemIndex: 2 },
		});
	});

	it('keeps something that was thrown without being an error as the message', () => {
		expect(toNodeError(node, 'out of order').message).toBe('out of order');
	});
});
