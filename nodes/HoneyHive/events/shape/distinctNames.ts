/**
 * Gives every name only once: what is taken becomes `name_`, then `name_3`, `name_4` and so on. The search
 * goes on where it ended for the same name, so that its cost grows with the number of names and no faster.
 */
export class DistinctNames {
	/** Every name that was given, and how often it was asked for. */
	private readonly taken = new Map<string, number>();

	give(name: string): string {
		let count = this.taken.get(name) ?? 0;
		let distinct = name;
		for (; this.taken.has(distinct); count++) distinct = `${name}_${count < 2 ? '' : count + 1}`;
		this.taken.set(name, Math.max(count, 1));
		if (distinct !== name) this.taken.set(distinct, 1);
		return distinct;
	}
}
