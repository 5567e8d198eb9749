import type { IExecuteFunctions } from 'n8n-workflow';

/** A hint in the editor and a line in the log: a schedule has nobody who looks at the editor. */
export function tell(context: IExecuteFunctions, hint: string): void {
	context.logger.warn(`${context.getNode().name}: ${hint}`);
	// Older versions of n8n show no hints.
	context.addExecutionHints?.({ message: hint, location: 'outputPane' });
}
