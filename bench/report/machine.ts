import { cpus } from 'node:os';

import { N8N_VERSION } from '../../test/support/n8n/install';

/**
 * What everything ran on.
 *
 * @param node version of Node
 */
export function machineOf(node: string): string {
	return `n8n ${N8N_VERSION}, Node ${node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}`;
}
