import { checks } from './checks';
import type { Finding } from './checks/check';
import { Host, type HostOptions } from './host';

export interface Row extends Finding {
	readonly name: string;
	readonly documented: string;
}

export interface Report {
	readonly generation: string;
	/** Events that the checks looked at. */
	readonly events: number;
	readonly requests: number;
	readonly rows: readonly Row[];
}

/** Events that are enough to see how a host writes them. */
const sampleSize = 1000;

/** Checks what the node relies on. @throws Error when the host does not answer with events at all */
export async function probe(options: HostOptions): Promise<Report> {
	const host = new Host(options);
	const { status, events } = await host.ask({ limit: sampleSize });
	if (status !== 200) throw new Error(`The host answered HTTP ${status} to a request for events`);
	const rows: Row[] = [];
	for (const { name, documented, run } of checks) {
		rows.push({ name, documented, ...(await run(host, events)) });
	}
	return { generation: options.generation, events: events.length, requests: host.requests, rows };
}

/** Whether the node returns the right events from this host. */
export function isSafe({ rows }: Report): boolean {
	return rows.every(({ copes }) => copes);
}

export function toMarkdown({ generation, events, requests, rows }: Report): string {
	const lines = rows.map(
		({ name, documented, does, copes }) =>
			`| ${name} | ${documented} | ${does} | ${copes ? 'yes' : '**no**'} |`,
	);
	return [
		`Checked with API version ${generation}: ${events} events, ${requests} requests.`,
		'',
		'| | Documents say | This host does | The node copes |',
		'|---|---|---|---|',
		...lines,
		'',
	].join('\n');
}
