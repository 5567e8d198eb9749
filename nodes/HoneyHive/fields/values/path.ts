import { maxSegments } from '../../events/path';
import { display, Refusal } from '../../events/refusal';
import { readText } from './text';

/**
 * Reads a dotted path into an event.
 *
 * @throws Refusal that names the field by its label
 */
export function readPath(label: string, value: unknown): string {
	const path = readText(label, value ?? '');
	const fault = path === '' ? undefined : faultOfPath(path);
	if (path !== '' && fault === undefined) return path;
	throw new Refusal(
		fault === undefined
			? `'${label}' has an empty path`
			: `'${label}' has the path ${display(path)}, which ${fault}`,
		'Enter a path such as metadata.cost or inputs.chat_history.0.content, or remove the row.',
	);
}

/** What keeps a text from being a path; undefined when nothing does. */
export function faultOfPath(path: string): string | undefined {
	const parts = path.split('.');
	if (parts.length > maxSegments) return `has ${parts.length} parts, more than ${maxSegments}`;
	if (parts.some((part) => part.trim() === '')) return 'has an empty part';
	return /\[\d+\]/.test(path) ? 'has brackets: write a position in a list as .0' : undefined;
}
