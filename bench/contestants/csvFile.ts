import { fileExporter } from './fileExport';
import { comparedFields, readTable } from './fileReaders';

/** This package's node with Output As set to File, as CSV: each event is parsed and becomes a row. */
export const exporter = fileExporter('csv', readTable, comparedFields);
