import type { HoneyHiveEvent } from '../events/event';
import { refusalOfAnswer, type ApiRefusal } from './errors';
import { describeAt, findFault } from './json/fault';
import { hasMoreValuesThan, maxJsonValues } from './json/values';

/**
 * Parses the JSON of one event.
 *
 * @throws ApiRefusal if it is not JSON, or has more values than fit into memory
 */
export function parseEvent(text: string): HoneyHiveEvent {
	if (hasMoreValuesThan(maxJsonValues, text)) throw tooManyValues();
	try {
		return JSON.parse(text) as HoneyHiveEvent;
	} catch {
		throw brokenEvent(text);
	}
}

/** The scanner found the end of the event, so that is not what is missing. */
function brokenEvent(text: string): ApiRefusal {
	const fault = findFault(text) ?? text.length - 1;
	return refusalOfAnswer(
		`An event in HoneyHive's response is not JSON: it has ${describeAt(text, fault)} at character ${fault + 1}`,
		"Another try would receive the same. Leave out the field that contains it with 'Output', or narrow the date range.",
	);
}

function tooManyValues(): ApiRefusal {
	return refusalOfAnswer(
		`An event in HoneyHive's response has more than ${maxJsonValues.toLocaleString('en-US')} values, which do not fit into memory`,
		"Choose the fields that you need in 'Output'.",
	);
}
