import { fileEntrant } from './fileExport';
import { cells, readTable } from './fileReaders';

/** This package's node with Output As set to File. CSV: each event is parsed and becomes a row. */
export const entrant = fileEntrant('csv', readTable, cells);
