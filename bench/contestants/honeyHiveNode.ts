import type { INodeExecutionData } from 'n8n-workflow';

import { digestEvents } from '../measure/digest';
import type { Exporter } from '../protocol';
import { exportWithNode } from './nodeExport';

/** This package's node with Return All on and every other option at its default. */
export const exporter: Exporter<INodeExecutionData[]> = {
	exportAll: async (job) => await exportWithNode(job),
	digestOf: async (items) => await digestEvents(items.map(({ json }) => json)),
};
