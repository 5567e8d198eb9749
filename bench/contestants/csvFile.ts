import { fileExporter } from './fileExport';
import { comparedFields, readTable } from './fileReaders';

/** This package's node with Output Format set to CSV File: each event is parsed and becomes a row. */
export const exporter = fileExporter('csv', readTable, comparedFields);
