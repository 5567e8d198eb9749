import { cpus } from 'node:os';

import { N8N_VERSION } from '../../test/support/n8n/install';

/** Names what the benchmark ran on. */
export function describeMachine(nodeVersion: string): string {
	const [cpu] = cpus();
	return `n8n ${N8N_VERSION}, Node ${nodeVersion}, ${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}`;
}

export function describeRounds(rounds: number): string {
	return rounds === 1 ? 'one round' : `medians of ${rounds} rounds`;
}
