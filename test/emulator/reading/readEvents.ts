import { jsonText, readJson, type Answer, type Call } from '../http/call';
import { disturb } from '../faults/disturbance';
import type { Struck } from '../faults/faults';
import type { Host } from '../host';
import type { Generation } from '../options';
import { Problem } from '../http/problem';
import { compileProjection } from './projections';
import { readRequest, type ReadRequest } from './requests';
import type { Selection } from './select';

/** The read route of one generation: judge the body, find, page, write. */
export function readEvents(host: Host, generation: Generation, call: Call, struck: Struck): Answer {
	const { settings } = host;
	const request = readRequest(generation, settings, readJson(call));
	if (request.project !== undefined && !host.projects.has(request.project)) {
		// The documents do not say what an unknown project is answered; "no access" is a 404 elsewhere.
		throw new Problem(404, `project: "${request.project}" was not found`);
	}
	const matches = host.selector.select(selectionOf(generation, request));
	const start = (request.page - 1) * request.limit;
	const again = request.page > 1 ? (struck.one('duplicate')?.rows ?? 0) : 0;
	const rows = matches.subarray(Math.max(0, start - again), start + request.limit);
	// Past the end there is nothing to repeat: a server that drifts still ends with an empty page.
	const page = start >= matches.length ? matches.subarray(0, 0) : rows;
	const old =
		generation === 'export' || (generation === 'exportV1' && settings.exportV1Host === 'v1');
	const count = old || settings.countMeans === 'total' ? matches.length : page.length;
	const body = host.serializer.page(
		page,
		{
			projection: request.projections?.length ? compileProjection(request.projections) : undefined,
			withProject: generation === 'exportV1' && settings.exportV1Host === 'v1',
		},
		`"${old ? 'totalEvents' : 'count'}":${count}`,
	);
	return {
		...jsonText(body),
		found: page.length,
		after: () => disturb(host, struck, matches, request.project),
	};
}

function selectionOf(generation: Generation, request: ReadRequest): Selection {
	return {
		project: request.project,
		filters: request.filters,
		range: request.range,
		evaluationId: request.evaluationId,
		// The exports' order is not documented: shuffled, so that nobody comes to rely on one.
		order: generation === 'search' ? 'newest' : 'shuffled',
	};
}
