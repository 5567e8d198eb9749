/** An object or a list that is being written. */
interface Open {
	readonly container: Readonly<Record<string, unknown>>;
	/** Undefined for a list. */
	readonly keys: readonly string[] | undefined;
	readonly length: number;
	next: number;
}

/**
 * The JSON of a value that was parsed from JSON, however deeply it is nested: JSON.stringify is recursive,
 * and overflows the stack from a few thousand levels on.
 *
 * @param maxCharacters after which it may end early, so that the beginning of a large value costs little
 */
export function jsonOf(value: unknown, maxCharacters = Infinity): string {
	const root = opened([value]);
	const open = [root];
	let json = '';
	for (let last = open.at(-1); last && json.length <= maxCharacters; last = open.at(-1)) {
		const { container, keys, length, next } = last;
		if (next === length) {
			open.pop();
			if (last !== root) json += keys ? '}' : ']';
			continue;
		}
		last.next += 1;
		const key = keys?.[next];
		const inner = container[key ?? next];
		json += (next > 0 ? ',' : '') + (key === undefined ? '' : `${JSON.stringify(key)}:`);
		if (typeof inner === 'string') json += JSON.stringify(inner.slice(0, maxCharacters));
		else if (typeof inner !== 'object' || inner === null) json += JSON.stringify(inner);
		else {
			json += Array.isArray(inner) ? '[' : '{';
			open.push(opened(inner));
		}
	}
	return json;
}

function opened(container: object): Open {
	const keys = Array.isArray(container) ? undefined : Object.keys(container);
	const length = Array.isArray(container) ? container.length : (keys?.length ?? 0);
	return { container: container as Record<string, unknown>, keys, length, next: 0 };
}
