import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { HoneyHiveEvent } from '../events/event';
import type { Shape } from '../events/shape/shape';

/** An output item that n8n traces back to an input item. */
export function toItem(json: object, item: number): INodeExecutionData {
	return { json: json as IDataObject, pairedItem: { item } };
}

/** Turns events into output items as they arrive. */
export async function* toItems(
	batches: AsyncIterable<readonly HoneyHiveEvent[]>,
	shape: Shape,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	for await (const events of batches) yield events.map((event) => toItem(shape(event), item));
}
