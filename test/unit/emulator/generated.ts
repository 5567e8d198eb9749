import type { EmulatorOptions, HoneyHiveEvent } from '../../emulator';
import { Generator } from '../../emulator/data/generator';
import { readOptions } from '../../emulator/options';

/** The generated events of an emulator with these options; 2,000 unless they say otherwise. */
export function generate(options: EmulatorOptions): HoneyHiveEvent[] {
	const generator = new Generator(readOptions({ events: 2_000, ...options }));
	return Array.from({ length: generator.count }, (_, index) => generator.event(index));
}

export const ofType = (events: readonly HoneyHiveEvent[], type: string): HoneyHiveEvent[] =>
	events.filter((event) => event.event_type === type);

export const agentsOf = (events: readonly HoneyHiveEvent[]): HoneyHiveEvent[] =>
	events.filter((event) => event.event_name === 'invoke_agent');
