import type { INodeExecutionData } from 'n8n-workflow';

import type { HoneyHiveEvent } from '../../events/event';
import { JsonTextEncoder, ListEncoder } from '../../events/file/batch';
import type { Encoder } from '../../events/file/encoder';
import { writeParts } from '../../events/file/parts';
import type { Shape } from '../../events/shape/shape';
import type { BatchOutput } from '../../fields/batches';
import { toItem } from '../items';
import { timesOf } from './exportFile';

type Batch = string | readonly HoneyHiveEvent[];

/**
 * Puts events into items of many each. Without events there is one item with an empty list, so that the
 * workflow continues.
 *
 * @throws whatever the events throw
 */
export async function* toBatches(
	events: AsyncIterable<readonly HoneyHiveEvent[]>,
	shape: Shape,
	{ content, limits }: BatchOutput,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	const encoder: Encoder<HoneyHiveEvent, Batch> =
		content === 'json' ? new JsonTextEncoder(shape) : new ListEncoder(shape);
	for await (const part of writeParts(events, encoder, limits)) {
		const { number: batch, events: count, content: list } = part;
		yield [toItem({ batch, count, ...timesOf(part), events: list }, item)];
	}
}
