import { notFoundOut, startOf, type Check } from './check';

export const order: Check = {
	name: 'Order of a page',
	documented: 'newest first with search, otherwise not stated',
	run: async ({ generation }, sample) => {
		const starts = sample.flatMap((event) => startOf(event) ?? []);
		if (starts.length < 2) return notFoundOut;
		const descends = starts.every(
			(start, index) => index === 0 || start <= (starts[index - 1] ?? start),
		);
		const promise = generation.newestFirst && !descends ? ', although it is promised' : '';
		// A page that is out of order is read in pieces.
		return { does: descends ? 'newest first' : `no order${promise}`, copes: true };
	},
};

export const count: Check = {
	name: 'Number in an answer',
	documented: 'totalEvents: all matches; count: not documented',
	run: async (host, sample) => {
		const { count: number, countName } = await host.ask({ limit: 1 });
		if (number === undefined || sample.length < 2)
			return { does: countName ?? 'none', copes: true };
		const meaning = number > 1 ? 'all matches' : 'the events of the page';
		return { does: `${countName}: ${meaning}`, copes: countName === 'count' || number > 1 };
	},
};

export const largestPage: Check = {
	name: 'Largest page',
	documented: '7500, in one place 1000; with search 1000',
	run: async (host) => {
		const { maxLimit } = host.generation;
		const { status, events } = await host.ask({ limit: maxLimit });
		if (status === 200)
			return { does: `${maxLimit} accepted, ${events.length} returned`, copes: true };
		const smaller = maxLimit > 1000 ? (await host.ask({ limit: 1000 })).status : status;
		return { does: `${maxLimit} refused (${status}), 1000: ${smaller}`, copes: smaller === 200 };
	},
};

export const pastTheEnd: Check = {
	name: 'A page past the end',
	documented: 'empty',
	run: async (host) => {
		const { status, events } = await host.ask({ limit: 1000, page: 1_000_000 });
		const isEmpty = status === 200 && events.length === 0;
		return { does: isEmpty ? 'empty' : `HTTP ${status}, ${events.length} events`, copes: isEmpty };
	},
};

export const projection: Check = {
	name: 'Projection of a nested field',
	documented: 'not stated whether it nests',
	run: async (host) => {
		if (host.generation.name === 'search') return { does: 'not available', copes: true };
		const projections = ['event_id', 'start_time', 'metadata.cost'];
		const { status, events } = await host.ask({ projections, limit: 100 });
		if (status !== 200) return { does: `refused (HTTP ${status})`, copes: false };
		const keys = new Set(events.flatMap((event) => Object.keys(event)));
		const forms = [
			...(keys.has('metadata.cost') ? ['a dotted key'] : []),
			...(keys.has('metadata') ? ['a nested field'] : []),
			...(keys.has('inputs') ? ['whole events'] : []),
		];
		return { does: forms.join(', ') || 'neither a nested field nor a dotted key', copes: true };
	},
};
