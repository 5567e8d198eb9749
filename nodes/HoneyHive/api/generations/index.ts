import type { GenerationName } from '../../events/generation';
import { exportGeneration } from './export';
import { exportV1Generation } from './exportV1';
import type { GenerationRoutes } from './routes';
import { searchGeneration } from './search';

/** The three versions of HoneyHive's events API, by the name that the credential stores. */
export const generations: Readonly<Record<GenerationName, GenerationRoutes>> = {
	export: exportGeneration,
	exportV1: exportV1Generation,
	search: searchGeneration,
};
