import type { Settings } from '../options';
import type { SessionPlan, Step } from './plan';
import { Random } from './random';

/** One event being written: who it is, and how many characters of text it may carry. */
export interface Page {
	settings: Settings;
	index: number;
	session: SessionPlan;
	step: Step;
	letters: number;
}

const STREAM = {
	names: 1,
	config: 2,
	inputs: 3,
	outputs: 4,
	feedback: 5,
	metrics: 6,
	session: 7,
	metadata: 8,
	users: 9,
	totals: 10,
};
type Stream = keyof typeof STREAM;

/** Each field has dice of its own: a field made alone is the field made with all the others. */
export function dice(page: Page, stream: Stream): Random {
	return new Random(page.settings.seed, STREAM[stream], page.index);
}

/** The same for all events of a session. */
export function sessionDice(page: Page, stream: Stream = 'session'): Random {
	return new Random(page.settings.seed, STREAM[stream], page.session.number);
}
