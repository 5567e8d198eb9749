import { fileExporter } from './fileExport';
import { readLines } from './fileReaders';

/** This package's node with Output As set to File, as NDJSON: one unchanged event per line. */
export const exporter = fileExporter('ndjson', readLines);
