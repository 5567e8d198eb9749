import { startN8nProcess, type N8nProcess, type ProcessOptions } from './process/process';

export type N8nOptions = ProcessOptions;
export type N8nInstance = N8nProcess;

/**
 * Starts a real n8n on 127.0.0.1 and resolves once it takes requests. It ends with this process,
 * however that ends.
 * @throws Error with the log's last lines when n8n does not come up.
 */
export async function startN8n(options: N8nOptions): Promise<N8nInstance> {
	return await startN8nProcess(['start'], options);
}
