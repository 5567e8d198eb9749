import { fileEntrant } from './fileExport';
import { readList } from './fileReaders';

/** This package's node with Output As set to File. JSON: each event as it came, in one list. */
export const entrant = fileEntrant('json', readList);
