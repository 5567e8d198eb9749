import { isObject } from '../../nodes/HoneyHive/events/event';
import { startOf, type Check } from './check';

export const times: Check = {
	name: 'Form of start_time',
	documented: 'UTC milliseconds; an example shows text',
	run: async (_host, sample) => {
		const forms = new Set(sample.map(({ start_time }) => typeof start_time));
		const unreadable = sample.filter(
			(event) => event.start_time !== undefined && startOf(event) === undefined,
		);
		return {
			does: `${[...forms].sort().join(', ') || 'no events'}${unreadable.length > 0 ? `, ${unreadable.length} not readable` : ''}`,
			copes: unreadable.length === 0,
		};
	},
};

export const missing: Check = {
	name: 'Fields without a value',
	documented: 'null or absent',
	run: async (_host, sample) => {
		const forms = new Set(
			sample.map((event) =>
				'error' in event ? (event.error === null ? 'null' : 'a value') : 'absent',
			),
		);
		return { does: `error is ${[...forms].sort().join(', ') || 'unknown'}`, copes: true };
	},
};

const usageNames = [
	'cost',
	'prompt_tokens',
	'completion_tokens',
	'total_tokens',
	'input_tokens',
	'output_tokens',
	'gen_ai.usage.input_tokens',
	'gen_ai.usage.output_tokens',
];

export const usage: Check = {
	name: 'Names of usage',
	documented: 'input_tokens, output_tokens; older: prompt_tokens, completion_tokens',
	run: async (_host, sample) => {
		const found = usageNames.map(
			(name) =>
				[
					name,
					sample.filter(
						({ metadata }) =>
							isObject(metadata) && metadata[name] !== undefined && metadata[name] !== null,
					).length,
				] as const,
		);
		const named = found
			.filter(([, events]) => events > 0)
			.map(([name, events]) => `${name} (${events})`);
		return { does: named.join(', ') || 'none', copes: true };
	},
};
