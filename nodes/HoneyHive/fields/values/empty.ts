/** Whether a value is missing, or is text without characters. */
export function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
