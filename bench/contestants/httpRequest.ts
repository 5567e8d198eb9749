import type { INodeExecutionData, INodeType, VersionedNodeType } from 'n8n-workflow';

import { eventsPaths, pageOf } from '../server/api';
import { digestOf } from '../measure/digest';
import { runChain, type Link } from './engine';
import { installedNode } from './builtInNode';
import type { Entrant, Event, Job } from '../protocol';

const versions = installedNode<VersionedNodeType>('HttpRequest/HttpRequest');
const version = versions.description.defaultVersion ?? versions.currentVersion;
const type: INodeType = versions.getNodeType(version);

/** n8n's HTTP Request node with its own pagination: each item is a page. */
export const entrant: Entrant<INodeExecutionData[]> = {
	exportAll: async (job) => await runChain([httpRequest(job)]),
	proofOf: async (pages) =>
		await digestOf(pages.flatMap(({ json }) => json.events as unknown as Event[])),
};

export function httpRequest({ url, key, generation, pageSize }: Job): Link {
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
			jsonBody: JSON.stringify(pageOf(generation, pageSize)),
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
