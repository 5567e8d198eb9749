import { NotJson } from '../events/scan/bytes';
import { NotAnEvent, type ScannedEvent } from '../events/scan/scanEvent';
import { EventScanner } from '../events/scan/scanner';
import { withoutMark } from './body';
import {
	hasOtherElements,
	incompleteJson,
	readFrame,
	unexpected,
	type PageReader,
} from './envelope';

/** Keeps the events as bytes. */
export const scanPage: PageReader<ScannedEvent> = async (body) => {
	const scanner = new EventScanner();
	try {
		for await (const chunk of body) scanner.push(chunk);
		const { events, frame } = scanner.end();
		return readFrame(
			withoutMark(frame),
			({ events: others }) => onlyList(events, others),
			scanner.size,
		);
	} catch (error) {
		throw refusalOf(error, scanner.size);
	}
};

/** An error of the connection is left to the transport. */
function refusalOf(error: unknown, size: number): unknown {
	if (error instanceof NotAnEvent) return unexpected(hasOtherElements);
	return error instanceof NotJson ? incompleteJson(size) : error;
}

/** The list was taken out of the frame, so any events left there are in a second list of that name. */
function onlyList(
	events: readonly ScannedEvent[],
	others: readonly unknown[],
): readonly ScannedEvent[] {
	if (others.length === 0) return events;
	throw unexpected("it has more than one 'events'");
}
