import { z } from 'zod';

/** What an earlier run stored. */
export type Stored<State> =
	| { readonly kind: 'usable'; readonly state: State }
	| { readonly kind: 'damaged'; readonly reason: string };

/** Reads what an earlier run stored, by this version of the package or another. */
export function readStored<State>(
	schema: z.ZodType<State, z.ZodTypeDef, unknown>,
	stored: unknown,
): Stored<State> {
	const parsed = schema.safeParse(stored);
	if (parsed.success) return { kind: 'usable', state: parsed.data };
	const version = z.object({ version: z.number() }).safeParse(stored);
	const isNewer = version.success && version.data.version > 1;
	return {
		kind: 'damaged',
		reason: isNewer
			? 'it was written by a newer version of this package'
			: `${placeOf(parsed.error)} is not in the expected format`,
	};
}

function placeOf({ issues: [issue] }: z.ZodError): string {
	return issue && issue.path.length > 0 ? `'${issue.path.join('.')}'` : 'it';
}
