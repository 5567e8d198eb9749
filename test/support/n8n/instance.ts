import { startN8nProcess, type N8nProcess, type ProcessOptions } from './process/process';

export type N8nOptions = ProcessOptions;
export type N8nInstance = N8nProcess;

/**
 * Starts a real n8n on 127.0.0.1 and resolves once it accepts requests. It does not outlive this
 * process.
 * @throws Error with the last lines of the log if n8n does not start
 */
export async function startN8n(options: N8nOptions): Promise<N8nInstance> {
	return await startN8nProcess(['start'], options);
}
