import { cpus } from 'node:os';

import { N8N_VERSION } from '../../test/support/n8n/install';

/** Describes what the benchmark ran on, for the introduction of a table. */
export function machineOf(nodeVersion: string): string {
	const [cpu] = cpus();
	return `n8n ${N8N_VERSION}, Node ${nodeVersion}, ${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}`;
}
