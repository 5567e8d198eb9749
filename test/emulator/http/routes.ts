import * as catalog from '../reading/catalog';
import type { Struck } from '../faults/faults';
import type { Host } from '../host';
import type { Answer, Call } from './call';
import * as ingestion from '../ingestion/ingestEvents';
import type { Settings } from '../options';
import { readEvents } from '../reading/readEvents';
import * as sessions from '../reading/sessions';

export interface Route {
	/** As faults name it: 'GET /session/{id}'. */
	name: string;
	served: (settings: Settings) => boolean;
	/** Whether a key needs the permission to write; otherwise the one to read. */
	writes: boolean;
	/** Whether it reads or writes events, which is what a rate limit is about. */
	ofEvents: boolean;
	answer: (host: Host, call: Call, struck: Struck) => Answer;
}

type Served = Route['served'];

const always: Served = () => true;
const onExport: Served = ({ generations }) => generations.includes('export');
const onExportV1: Served = ({ generations }) => generations.includes('exportV1');
const onSearch: Served = ({ generations }) => generations.includes('search');
const onV1Host: Served = (settings) => onExportV1(settings) && settings.exportV1Host === 'v1';
const onV2Host: Served = (settings) =>
	onSearch(settings) || (onExportV1(settings) && settings.exportV1Host === 'v2');
const onAnyV1: Served = (settings) => onExportV1(settings) || onSearch(settings);

const ROUTES: Route[] = [
	eventRoute('POST /events/export', onExport, (host, call, struck) =>
		readEvents(host, 'export', call, struck),
	),
	eventRoute('POST /v1/events/export', onExportV1, (host, call, struck) =>
		readEvents(host, 'exportV1', call, struck),
	),
	eventRoute('POST /v1/events/search', onSearch, (host, call, struck) =>
		readEvents(host, 'search', call, struck),
	),
	route('GET /projects', onExport, catalog.getProjects),
	// On v2 hosts projects belong to the control plane, which is another host.
	route('GET /v1/projects', onV1Host, catalog.getProjects),
	route('GET /metrics', onExport, catalog.getMetrics),
	route('GET /v1/metrics', onAnyV1, catalog.getV1Metrics),
	route('GET /v1/events/schema', onV2Host, catalog.getSchema),
	eventRoute('GET /session/{id}', onExport, sessions.getSession),
	eventRoute('GET /v1/sessions/{id}', onAnyV1, sessions.getSessionTree),
	eventRoute('GET /v1/events/{id}', onAnyV1, sessions.getEvent),
	writeRoute('POST /session/start', always, ingestion.startSession),
	writeRoute('POST /events', always, ingestion.createEvent),
	writeRoute('PUT /events', always, ingestion.updateEvent),
	writeRoute('POST /events/batch', always, ingestion.createBatch),
	writeRoute('POST /events/model', always, ingestion.createModelEvent),
	writeRoute('POST /events/model/batch', always, ingestion.createModelBatch),
	writeRoute('POST /v1/sessions', onV2Host, ingestion.startV1Session),
	writeRoute('POST /v1/events', onV2Host, ingestion.createV1Event),
	writeRoute('POST /v1/events/batch', onV2Host, ingestion.createV1Batch),
	writeRoute('PUT /v1/events/{id}', onV2Host, ingestion.updateV1Event),
];

function route(name: string, served: Served, answer: Route['answer']): Route {
	return { name, served, writes: false, ofEvents: false, answer };
}

function eventRoute(name: string, served: Served, answer: Route['answer']): Route {
	return { name, served, writes: false, ofEvents: true, answer };
}

function writeRoute(name: string, served: Served, answer: Route['answer']): Route {
	return { name, served, writes: true, ofEvents: true, answer };
}

const PATTERNS = ROUTES.map((one) => ({
	route: one,
	pattern: new RegExp(`^${one.name.replace('{id}', '([^/]+)')}$`),
}));

/** The route of exactly this method and path: a trailing slash is another path. */
export function findRoute(
	settings: Settings,
	method: string,
	path: string,
): { route: Route; id: string } | undefined {
	for (const { route: found, pattern } of PATTERNS) {
		const match = pattern.exec(`${method} ${path}`);
		if (match && found.served(settings)) return { route: found, id: match[1] ?? '' };
	}
	return undefined;
}
