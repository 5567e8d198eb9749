import { fileEntrant } from './fileExport';
import { readLines } from './fileReaders';

/** This package's node with Output As set to File. NDJSON: each event as it came, a line of its own. */
export const entrant = fileEntrant('ndjson', readLines);
