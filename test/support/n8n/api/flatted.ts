/**
 * Reads n8n's stored run data: a JSON list whose first entry is the root. Inside an object or a
 * list every string is the number of another entry, so that a repeated text is stored once.
 * (The format is that of the npm package "flatted".)
 */
export function parseFlatted(text: string): unknown {
	const entries = JSON.parse(text) as unknown[];
	const decoded = new Map<number, object>();

	function decode(index: number): unknown {
		const entry = entries[index];
		if (typeof entry !== 'object' || entry === null) return entry;
		const known = decoded.get(index);
		if (known !== undefined) return known;
		const target: object = Array.isArray(entry) ? [] : {};
		decoded.set(index, target);
		for (const [key, value] of Object.entries(entry)) {
			const resolved = typeof value === 'string' ? decode(Number(value)) : (value as unknown);
			Reflect.set(target, key, resolved);
		}
		return target;
	}

	return decode(0);
}
