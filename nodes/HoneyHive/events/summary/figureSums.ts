import {
	figureNames,
	figureSources,
	type FigureName,
	type FigureSource,
	type StatedFigures,
} from '../figures';
import { asDecimal, ExactSum } from './sum';

/** Sums of the figures of several events, kept apart by their sources. */
export class FigureSums {
	/** Only those that an event has stated, so that many groups need little memory. */
	private readonly sums: Readonly<Record<FigureSource, Partial<Record<FigureName, ExactSum>>>> = {
		model: {},
		other: {},
		session: {},
	};

	private readonly unreadable: Partial<Record<FigureName, number>> = {};

	add({ source, figures, unreadable }: StatedFigures): void {
		const sums = this.sums[source];
		for (const name of figureNames) {
			const value = figures[name];
			if (value !== undefined) (sums[name] ??= new ExactSum()).add(value);
		}
		for (const name of unreadable) this.unreadable[name] = this.unreadableEvents(name) + 1;
	}

	/** How many events state the figure in a form that is not a number. */
	unreadableEvents(name: FigureName): number {
		return this.unreadable[name] ?? 0;
	}

	/** Null if no event of this source states the figure. Zero is a statement, too. */
	of(source: FigureSource, name: FigureName): number | null {
		const sum = this.sums[source][name];
		return sum === undefined ? null : asDecimal(sum.value);
	}

	/** The source that counts for a figure, so that nothing is counted twice; undefined if none states it. */
	countedSource(name: FigureName): FigureSource | undefined {
		return figureSources.find((source) => this.sums[source][name] !== undefined);
	}

	/** The sum of a figure, with nothing counted twice; null if no event states it. */
	total(name: FigureName): number | null {
		const source = this.countedSource(name);
		return source === undefined ? null : this.of(source, name);
	}
}
