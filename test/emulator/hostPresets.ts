import type { EmulatorOptions } from './options';

export const HOST_NAMES = ['v1-2024', 'v1-2025', 'v2-2026-05', 'v2-2026-11'] as const;
/** A HoneyHive host as it was in a given year, or from a given month on. */
export type HostName = (typeof HOST_NAMES)[number];

/** The options that each host stands for. Options given next to `host` override them. */
export const HOST_PRESETS: Readonly<Record<HostName, EmulatorOptions>> = {
	'v1-2024': {
		generations: ['export'],
	},
	'v1-2025': {
		generations: ['export', 'exportV1'],
		maxExportLimit: 1_000,
		modelCosts: 'none',
		sessionTotals: 'staleOrText',
		users: 'some',
	},
	'v2-2026-05': {
		generations: ['search', 'exportV1'],
		exportV1Host: 'v2',
		countMeans: 'returned',
		metricsForm: 'object',
		sessionTrees: 'refused',
		nullFields: 'error',
	},
	'v2-2026-11': {
		generations: ['search', 'exportV1'],
		exportV1Host: 'v2',
		countMeans: 'total',
		metricsForm: 'object',
		sessionTrees: 'refused',
		rejectedKeyStatus: 404,
		usage: 'openTelemetry',
		agentEvents: 'perSession',
		sessionTotals: 'late',
		users: 'some',
		emptyContainers: 'elided',
		nullFields: 'none',
	},
};
