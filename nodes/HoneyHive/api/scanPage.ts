import { NotJson } from '../events/scan/bytes';
import { NotAnEvent, scanEvent, type ScannedEvent } from '../events/scan/scanEvent';
import { EventScanner } from '../events/scan/scanner';
import { BodyTooLarge, withoutMark } from './body';
import { brokenJson, hasOtherElements, readFrame, unexpected, type PageReader } from './envelope';

/** Many more than any page has. Each takes memory of its own, even if it is nothing but `{}`. */
const maxScanned = 1_000_000;

/** Keeps the events as bytes. */
export const scanPage: PageReader<ScannedEvent> = async (body) => {
	let scanned = 0;
	const scanner = new EventScanner((text, from) => {
		if (++scanned > maxScanned) throw new BodyTooLarge();
		return scanEvent(text, from);
	});
	try {
		for await (const chunk of body) scanner.push(chunk);
		const { events, frame } = scanner.end();
		return readFrame(
			withoutMark(frame),
			({ events: others }) => onlyList(events, others),
			scanner.size - Buffer.byteLength(frame),
		);
	} catch (error) {
		throw refusalOf(error, scanner);
	}
};

/** An error of the connection is left to the transport. */
function refusalOf(error: unknown, scanner: EventScanner): unknown {
	if (error instanceof NotAnEvent) return unexpected(hasOtherElements);
	return error instanceof NotJson ? refusalOfPending(scanner) : error;
}

/** In the list, a bracket and perhaps a first element stand in for what is taken apart already. */
function refusalOfPending({ pending: { text, isInList }, size }: EventScanner): unknown {
	const taken = isInList ? (/^\s*,/.test(text) ? '[0' : '[') : '';
	return brokenJson(taken + text, size - Buffer.byteLength(text) - taken.length);
}

/** The list was taken out of the frame, so any events left there are in a second list of that name. */
function onlyList(
	events: readonly ScannedEvent[],
	others: readonly unknown[],
): readonly ScannedEvent[] {
	if (others.length === 0) return events;
	throw unexpected("it has more than one 'events'");
}
