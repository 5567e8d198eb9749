import type { INodeExecutionData } from 'n8n-workflow';

import type { HoneyHiveEvent, Located } from '../../events/event';
import { JsonTextEncoder, ListEncoder } from '../../events/file/batch';
import type { Encoder } from '../../events/file/encoder';
import { writeParts } from '../../events/file/parts';
import { mayBeUnstorable, storableJson } from '../../events/file/text';
import { mayBeTooDeep } from '../../events/nesting';
import type { ScannedEvent } from '../../events/scan/scanEvent';
import type { Output, Shape } from '../../events/shape/shape';
import type { BatchOutput } from '../../fields/batches';
import { toItem } from '../items';
import { timesOf } from './exportFile';

type Batch = string | readonly HoneyHiveEvent[];

/** Whether the events can become text as they are received, nearly all of them without being parsed. */
export function isVerbatimText({ content }: BatchOutput, output: Output): boolean {
	return content === 'json' && output.kind === 'raw' && !output.flatten;
}

/** Collects events that are still bytes. Those that a database could refuse are parsed. */
export function batchEncoderOfBytes(
	parse: (event: ScannedEvent) => HoneyHiveEvent,
): Encoder<ScannedEvent, string> {
	return new JsonTextEncoder((event) => {
		const json = event.bytes.toString();
		const isSuspect = mayBeUnstorable(json) || mayBeTooDeep(json);
		return isSuspect ? storableJson(parse(event)) : json;
	});
}

/** Collects events after they were shaped. */
export function batchEncoderOf(
	{ content }: BatchOutput,
	shape: Shape,
): Encoder<HoneyHiveEvent, Batch> {
	return content === 'json'
		? new JsonTextEncoder((event) => storableJson(shape(event)))
		: new ListEncoder(shape);
}

/**
 * Puts events into items of many each. Without events there is one item with an empty list, so that the
 * workflow continues.
 *
 * @throws whatever the events throw
 */
export async function* toBatches<Event extends Located>(
	events: AsyncIterable<readonly Event[]>,
	encoder: Encoder<Event, Batch>,
	{ limits }: BatchOutput,
	item: number,
): AsyncGenerator<INodeExecutionData[]> {
	for await (const part of writeParts(events, encoder, limits)) {
		const { number: batch, events: count, content: list } = part;
		yield [toItem({ batch, count, ...timesOf(part), events: list }, item)];
	}
}
