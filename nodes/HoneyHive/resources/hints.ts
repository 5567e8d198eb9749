import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';

import { visible } from '../events/visible';
import { shorten } from '../events/text';

/** Of a hint, which may name what events contain. */
const maxCharacters = 1000;

/**
 * Tells the user about a result that is there: at once, so that a later failure takes no hint away, and
 * each hint only once. Hints appear in the editor and in the log, because nobody watches the editor of a
 * scheduled workflow.
 */
export class Hints {
	private readonly shown = new Set<string>();

	constructor(private readonly context: IExecuteFunctions | IPollFunctions) {}

	readonly add = (text: string): void => {
		const hint = shorten(visible(text), maxCharacters);
		if (this.shown.has(hint)) return;
		this.shown.add(hint);
		this.context.logger.warn(`${visible(this.context.getNode().name)}: ${hint}`);
		// Triggers and older versions of n8n cannot show hints in the editor.
		if (!('addExecutionHints' in this.context)) return;
		this.context.addExecutionHints({ message: hint, location: 'outputPane' });
	};
}
