import type { IHttpRequestMethods } from 'n8n-workflow';

import { generations } from '../generations';
import { automatic, cloudV1Url } from '../generations/automatic';
import type { GenerationRoutes } from '../generations/routes';

interface TestRequest {
	readonly method: IHttpRequestMethods;
	readonly url: string;
	readonly body?: Record<string, unknown>;
}

/**
 * The request that HoneyHive's own tools test a key with: the projects, or one event if the key belongs
 * to one project.
 */
function testRequestOf({ projectsPath, eventsPath, requestBody }: GenerationRoutes): TestRequest {
	if (projectsPath) return { method: 'GET', url: projectsPath };
	const body = requestBody({ filters: [], range: {} }, { limit: 1, page: 1 });
	return { method: 'POST', url: eventsPath, body };
}

/** The name of the credential's generation, in the language of n8n's expressions. */
const generationName = `($credentials.generation ?? "${automatic}") !== "${automatic}"
	? $credentials.generation
	: ${cloudV1Url.toString()}.test($credentials.baseUrl.trim()) ? "export" : "search"`;

/** One part of the test request, as an n8n expression that looks it up by the credential's generation. */
function expressionOf(part: keyof TestRequest): string {
	const byName = Object.fromEntries(
		Object.values(generations).map((routes) => [routes.name, testRequestOf(routes)[part]]),
	);
	// Indented, because two closing braces in a row would end the expression.
	return `={{ (${JSON.stringify(byName, null, '\t')})[${generationName}] }}`;
}

/** What differs between the generations in the credential's test. */
export const testRequest = {
	url: expressionOf('url'),
	// n8n resolves an expression here too, although the type allows only methods.
	method: expressionOf('method') as IHttpRequestMethods,
	body: expressionOf('body'),
};
