import type { GenerationName } from '../../events/generation';

/** What the credential stores when the host determines the generation. */
export const automatic = 'automatic';

/**
 * Base URLs of HoneyHive's v1 cloud. A regular expression, because the credential's test needs it too:
 * n8n evaluates that as an expression, which cannot call code of this package.
 */
export const cloudV1Url = /^https?:\/\/api\.honeyhive\.ai(:\d+)?(\/|$)/i;

/**
 * The generation that the host of a base URL most likely serves. All other known hosts of HoneyHive,
 * and new self-hosted deployments, are v2 data planes.
 */
export function generationFor(baseUrl: string): GenerationName {
	return cloudV1Url.test(baseUrl) ? 'export' : 'search';
}
