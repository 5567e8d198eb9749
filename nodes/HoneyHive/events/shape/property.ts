/** Sets a property of a plain object; a key named `__proto__` stays a key like any other. */
export function define(target: Record<string, unknown>, key: string, value: unknown): void {
	if (key !== '__proto__') {
		target[key] = value;
		return;
	}
	Object.defineProperty(target, key, {
		value,
		configurable: true,
		enumerable: true,
		writable: true,
	});
}
