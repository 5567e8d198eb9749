import type { Contestant } from '../protocol';

/** What the contestants are called in the tables. */
export const contestantTitles: Readonly<Record<Contestant, string>> = {
	honeyHiveNode: 'this node',
	fixed4: 'fixed 4',
	fixed8: 'fixed 8',
	fixed16: 'fixed 16',
	httpRequestSplit: 'HTTP Request + Split Out',
	httpRequest: 'HTTP Request alone',
	sdk: 'official SDK',
	floor: 'floor',
	ndjsonFile: 'NDJSON',
	jsonFile: 'JSON',
	csvFile: 'CSV',
	streamFloor: 'floor',
};
