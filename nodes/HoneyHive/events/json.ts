/**
 * The JSON of a value that was parsed from JSON, however deeply it is nested: JSON.stringify overflows the
 * stack from a few thousand levels on.
 */
export function jsonOf(value: unknown): string {
	const written: string[] = [];
	const left: Step[] = [{ value }];
	for (let step = left.pop(); step; step = left.pop()) {
		if ('text' in step) written.push(step.text);
		else if (typeof step.value !== 'object' || step.value === null)
			written.push(JSON.stringify(step.value));
		else {
			const isList = Array.isArray(step.value);
			written.push(isList ? '[' : '{');
			const steps = Object.entries(step.value).flatMap(([key, inner], index) => [
				{ text: (index > 0 ? ',' : '') + (isList ? '' : `${JSON.stringify(key)}:`) },
				{ value: inner },
			]);
			left.push({ text: isList ? ']' : '}' });
			for (const next of steps.reverse()) left.push(next);
		}
	}
	return written.join('');
}

/** What is left to write: text as it is, or a value as JSON. */
type Step = { readonly text: string } | { readonly value: unknown };
