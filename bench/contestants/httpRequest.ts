import type { INodeExecutionData, INodeType, VersionedNodeType } from 'n8n-workflow';

import { digestEvents } from '../measure/digest';
import type { Event, Exporter, Job } from '../protocol';
import { eventsPaths, pageRequestBody } from '../server/api';
import { builtInNode } from './builtInNode';
import { runChain, type ChainNode } from './engine';

const versions = builtInNode<VersionedNodeType>('HttpRequest/HttpRequest');
const version = versions.description.defaultVersion ?? versions.currentVersion;
const type: INodeType = versions.getNodeType(version);

/** n8n's HTTP Request node with its own pagination. Each item is a page. */
export const exporter: Exporter<INodeExecutionData[]> = {
	exportAll: async (job) => await runChain([httpRequest(job)]),
	digestOf: async (pages) =>
		await digestEvents(pages.flatMap(({ json }) => json.events as unknown as Event[])),
};

export function httpRequest({ url, key, generation, pageSize }: Job): ChainNode {
	return {
		type,
		version,
		parameters: {
			method: 'POST',
			url: url + eventsPaths[generation],
			sendHeaders: true,
			headerParameters: { parameters: [{ name: 'Authorization', value: `Bearer ${key}` }] },
			sendBody: true,
			contentType: 'json',
			specifyBody: 'json',
			jsonBody: JSON.stringify(pageRequestBody(generation, pageSize)),
			options: { pagination: { pagination: paginationOf(pageSize) } },
		},
	};
}

function paginationOf(pageSize: number) {
	return {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: { parameters: [{ type: 'body', name: 'page', value: '={{ $pageCount + 1 }}' }] },
		paginationCompleteWhen: 'other',
		completeExpression: `={{ $response.body.events.length < ${pageSize} }}`,
		limitPagesFetched: false,
	};
}
