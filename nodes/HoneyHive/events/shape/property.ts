/** Sets a property of a plain object. A key named `__proto__` is a key like any other. */
export function setProperty(target: Record<string, unknown>, key: string, value: unknown): void {
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
