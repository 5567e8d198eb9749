import { keyOf, passes, type Filter } from './filters';
import type { Settings } from '../options';
import { arrange, newestFirst, shuffled, type Order } from '../data/order';
import type { Ordinal, Store } from '../data/store';

/** What a read asks for, whichever generation it came by. */
export interface Selection {
	/** Undefined: whatever the project. */
	project?: string;
	filters: readonly Filter[];
	/** UTC milliseconds, both inclusive. An event without a start_time is in no range. */
	range?: { from: number; to: number };
	/** Experiment run: metadata.run_id. */
	evaluationId?: string;
	order: 'shuffled' | 'newest';
}

const KEPT = 16;

/** Finds the matching events in order, and remembers the last few answers so that paging is free. */
export class Selector {
	private readonly kept = new Map<string, { version: number; matches: Uint32Array }>();
	private starts?: Float64Array;
	private orders: { shuffled?: Order; newest?: Order } = {};

	constructor(
		private readonly store: Store,
		private readonly settings: Settings,
	) {}

	select(selection: Selection): Uint32Array {
		const key = JSON.stringify(selection);
		const known = this.kept.get(key);
		this.kept.delete(key);
		const answer =
			known?.version === this.store.version
				? known
				: { version: this.store.version, matches: this.find(selection) };
		this.kept.set(key, answer);
		for (const oldest of this.kept.keys()) {
			if (this.kept.size <= KEPT) break;
			this.kept.delete(oldest);
		}
		return answer.matches;
	}

	private find(selection: Selection): Uint32Array {
		const filters = [...selection.filters];
		if (selection.evaluationId !== undefined) {
			const value = selection.evaluationId;
			filters.push({ field: 'metadata.run_id', operator: 'is', value, type: 'string' });
		}
		return this.merge(
			this.findGenerated(selection, filters),
			this.findLoaded(selection, filters),
			selection.order,
		);
	}

	private findGenerated(selection: Selection, filters: readonly Filter[]): Uint32Array {
		const order = this.order(selection.order);
		const { project, range } = selection;
		if (project !== undefined && project !== this.settings.project) return new Uint32Array();
		let candidates = range ? this.within(range) : order.at;
		const arranged = !range || selection.order === 'newest';
		if (this.store.hasGaps) {
			candidates = candidates.filter((ordinal) => !this.store.isRemoved(ordinal));
		}
		if (filters.length > 0) {
			const keys = new Set(filters.map(keyOf));
			// Neighbours by index share a session: in that order each session is planned once.
			candidates = candidates.slice().sort();
			candidates = candidates.filter((ordinal) => this.passesAll(ordinal, filters, keys));
			return arrange(candidates, order);
		}
		return arranged ? candidates : arrange(candidates, order);
	}

	private passesAll(
		ordinal: Ordinal,
		filters: readonly Filter[],
		keys?: ReadonlySet<string>,
	): boolean {
		const event = this.store.at(ordinal, keys);
		return filters.every((filter) => passes(event, filter));
	}

	/** By binary search in the order of time: a window costs what it holds, not what there is. */
	private within({ from, to }: { from: number; to: number }): Uint32Array {
		const { at } = this.order('newest');
		const starts = this.startTimes();
		const firstNotAfter = (time: number, orEqual: boolean): number => {
			let [low, high] = [0, at.length];
			while (low < high) {
				const middle = (low + high) >>> 1;
				const start = starts[at[middle] ?? 0] ?? NaN;
				// NaN, the oldest of all, is below every bound.
				if (orEqual ? start > time : start >= time) low = middle + 1;
				else high = middle;
			}
			return low;
		};
		return at.subarray(firstNotAfter(to, true), firstNotAfter(from, false));
	}

	private findLoaded(selection: Selection, filters: readonly Filter[]): Ordinal[] {
		const { project, range, order } = selection;
		const found: Ordinal[] = [];
		for (const ordinal of this.store.loadedOrdinals()) {
			if (project !== undefined && this.store.projectOf(this.store.at(ordinal)) !== project) {
				continue;
			}
			const start = this.store.startOf(ordinal);
			if (range && !(start >= range.from && start <= range.to)) continue;
			if (this.passesAll(ordinal, filters)) found.push(ordinal);
		}
		const key = (ordinal: Ordinal): number => this.sortKey(ordinal, order);
		return found.sort((left, right) => key(left) - key(right) || left - right);
	}

	/** Ascending: the rank among the shuffled, or the start time turned round. */
	private sortKey(ordinal: Ordinal, order: Selection['order']): number {
		if (order === 'shuffled') {
			if (!this.store.isGenerated(ordinal)) return this.store.rankOf(ordinal);
			return this.order('shuffled').positionOf[ordinal] ?? 0;
		}
		const start = this.store.isGenerated(ordinal)
			? (this.startTimes()[ordinal] ?? NaN)
			: this.store.startOf(ordinal);
		return Number.isNaN(start) ? Number.MAX_SAFE_INTEGER : -start;
	}

	private merge(
		generated: Uint32Array,
		loaded: readonly Ordinal[],
		order: Selection['order'],
	): Uint32Array {
		if (loaded.length === 0) return generated;
		const merged = new Uint32Array(generated.length + loaded.length);
		let position = 0;
		for (let place = 0, taken = 0; place < merged.length; place++) {
			const own = loaded[taken];
			const other = generated[position];
			const ownFirst =
				own !== undefined &&
				(other === undefined || this.sortKey(own, order) <= this.sortKey(other, order));
			merged[place] = (ownFirst ? own : other) ?? 0;
			if (ownFirst) taken++;
			else position++;
		}
		return merged;
	}

	private startTimes(): Float64Array {
		return (this.starts ??= this.store.generator.startTimes());
	}

	private order(name: Selection['order']): Order {
		if (name === 'newest') return (this.orders.newest ??= newestFirst(this.startTimes()));
		return (this.orders.shuffled ??= shuffled(this.settings.seed, this.store.generator.count));
	}
}
