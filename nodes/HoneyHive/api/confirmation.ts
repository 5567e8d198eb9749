import { isObject } from '../events/event';
import { isHtml, readBeginning, type BodyReader } from './body';
import { webPage } from './envelope';
import { refusalOfAnswer } from './errors';

/**
 * Reads the answer to an update. No document describes it: HoneyHive's own clients expect JSON or
 * nothing, so that JSON, text and nothing all confirm the update.
 *
 * @throws ApiRefusal for a web page, which a log-in page or HoneyHive's app returns to any request, and
 * for JSON that says that nothing was written
 */
export const readConfirmation: BodyReader<void> = async (body) => {
	const text = await readBeginning(body);
	if (isHtml(text)) throw webPage('a confirmation');
	if (!saysNotWritten(text)) return;
	throw refusalOfAnswer(
		'HoneyHive answered that it did not write the update',
		"Check the 'Event ID' and the values, and try again.",
	);
};

function saysNotWritten(text: string): boolean {
	try {
		const answer: unknown = JSON.parse(text);
		return isObject(answer) && answer.success === false;
	} catch {
		return false;
	}
}
