import { isFields, type HoneyHiveEvent } from '../data/event';

/** The keys asked for at one level; `null` asks for the whole value. */
interface Asked {
	[key: string]: Asked | null;
}

export interface Projection {
	/** Top-level keys that are needed. */
	keys: ReadonlySet<string>;
	apply(event: HoneyHiveEvent): HoneyHiveEvent;
}

/**
 * Only the fields asked for: `event_id` too only if asked for. Dotted paths keep their nesting
 * (`metadata.cost` gives {metadata: {cost}}), a field that is not there is left out.
 */
export function compileProjection(paths: readonly string[]): Projection {
	const asked: Asked = Object.create(null) as Asked;
	for (const path of paths) ask(asked, path.split('.'));
	return {
		keys: new Set(Object.keys(asked)),
		apply: (event) => {
			const picked = pick(event, asked);
			return isFields(picked) ? picked : {};
		},
	};
}

function ask(asked: Asked, [key = '', ...rest]: string[]): void {
	const present = asked[key];
	if (present === null) return;
	if (rest.length === 0) {
		asked[key] = null;
		return;
	}
	const nested = present ?? (Object.create(null) as Asked);
	asked[key] = nested;
	ask(nested, rest);
}

/** A position picks one element of a list; any other key is looked for in each of its elements. */
function pick(value: unknown, asked: Asked): unknown {
	if (Array.isArray(value)) {
		const positions = Object.keys(asked).filter((key) => /^\d+$/.test(key));
		if (positions.length === 0) {
			return value.map((element) => pick(element, asked)).filter((part) => part !== undefined);
		}
		return positions
			.filter((position) => Number(position) < value.length)
			.map((position) => take(value[Number(position)], asked[position] ?? null));
	}
	if (!isFields(value)) return undefined;
	const picked: Record<string, unknown> = {};
	for (const [key, nested] of Object.entries(asked)) {
		const part = Object.hasOwn(value, key) ? take(value[key], nested) : undefined;
		if (part !== undefined) picked[key] = part;
	}
	return picked;
}

function take(value: unknown, asked: Asked | null): unknown {
	return asked === null ? value : pick(value, asked);
}
