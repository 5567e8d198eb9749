import type { Figures, ServerCount } from '../protocol';

/** One run whose result turned out correct, with what the server measured during it. */
export interface Run extends Figures, Omit<ServerCount, 'cpuMs'> {
	readonly serverCpuMs: number;
}
