import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../support/engine';
import { hintsOf } from '../support/exporting';
import { withHostileServer } from './hostileServer';

const server = withHostileServer();

/** Colors a terminal, turns the direction of text, hides, ends a line, and is half a character. */
const nasty = 'a\u001b[31mb\u202Ec\u200Bd\r\ne\u2028f\u0000g\u{E0041}h\u009bi\ud83d';

/** Whatever does not print, or moves the cursor. */
const unsafe = /[^\S ]|(?!\s)[\p{C}\p{Default_Ignorable_Code_Point}]/u;

const run = async (parameters: INodeParameters) =>
	await runNode({
		credential: server.credential,
		parameters: { limit: 1, ...parameters },
	});

const json = (field: object): INodeParameters => ({
	filterType: 'json',
	filtersJson: JSON.stringify([
		{ field: 'event_name', operator: 'is', type: 'string', value: 'x', ...field },
	]),
});

describe('Characters that cannot be seen', () => {
	it.each<[where: string, parameters: INodeParameters]>([
		['Limit', { limit: nasty }],
		['From', { dateRange: 'between', from: nasty, to: '2026-01-01' }],
		['Filters (JSON)', { filterType: 'json', filtersJson: `[{"field": ${nasty}` }],
		['the operator of a filter', json({ operator: nasty })],
		['the type of a filter', json({ type: nasty })],
		[
			'the path of a field',
			{ output: 'selected', options: { customFields: { paths: [{ path: nasty }] } } },
		],
		['the Operation', { operation: nasty }],
		['the Resource', { resource: nasty }],
		['the Event ID', { operation: 'get', eventId: nasty }],
		['the Session ID', { resource: 'session', operation: 'get', sessionId: nasty }],
	])('do not reach a message from %s', async (_where, parameters) => {
		server.answerWith((response) => response.end('{"events":[]}'));
		const { error } = await run(parameters);

		expect(error?.message).toBeTruthy();
		expect(error?.message).not.toMatch(unsafe);
		expect(String(error?.description)).not.toMatch(unsafe);
	});

	it('do not reach a hint from an event', async () => {
		const levels = 1100;
		const inputs = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
		const id = JSON.stringify(nasty.repeat(100));
		server.answerWith((response) =>
			response.end(`{"events":[{"event_id":${id},"start_time":1700000000000,"inputs":${inputs}}]}`),
		);
		const finished = await run({ output: 'raw' });

		const [hint] = hintsOf(finished);
		expect(hint).toContain('1,000 levels of nesting');
		expect(hint).not.toMatch(unsafe);
		expect(hint?.length).toBeLessThan(400);
	});
});
