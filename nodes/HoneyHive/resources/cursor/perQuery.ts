/** Queries to keep in memory. */
const maxQueries = 1000;

/**
 * Keeps in memory what this process knows of each query, because n8n saves nothing of a run that read nothing.
 *
 * @param create what is known of a query at first
 * @returns what is known of the query with a key
 */
export function perQuery<Known>(create: () => Known): (key: string) => Known {
	const byKey = new Map<string, Known>();
	return (key) => {
		const known = byKey.get(key) ?? create();
		if (byKey.size >= maxQueries) byKey.clear();
		byKey.set(key, known);
		return known;
	};
}
