import type { Generation, GenerationName } from '../../events/generation';
import { exportGeneration } from './export';
import { exportV1Generation } from './exportV1';
import { searchGeneration } from './search';

/** The three shapes of HoneyHive's events API, by the name that the credential stores. */
export const generations: Readonly<Record<GenerationName, Generation>> = {
	export: exportGeneration,
	exportV1: exportV1Generation,
	search: searchGeneration,
};
