import { NotJson } from '../events/scan/bytes';
import { NoEvent, type ScannedEvent } from '../events/scan/scanEvent';
import { EventScanner } from '../events/scan/scanner';
import { withoutMark } from './body';
import { cutOrBroken, holdsOther, readFrame, unexpected, type PageReader } from './envelope';

/** Leaves the events as the bytes that they are. */
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

/** What breaks the body off is the transport's to word. */
function refusalOf(error: unknown, size: number): unknown {
	if (error instanceof NoEvent) return unexpected(holdsOther);
	return error instanceof NotJson ? cutOrBroken(size) : error;
}

/** The list was taken out of the frame: what it still has stands in a second one of that name. */
function onlyList(
	events: readonly ScannedEvent[],
	others: readonly unknown[],
): readonly ScannedEvent[] {
	if (others.length === 0) return events;
	throw unexpected("JSON with more than one 'events'");
}
