import { fileExporter } from './fileExport';
import { readLines } from './fileReaders';

/** This package's node with Output Format set to NDJSON File: one unchanged event per line. */
export const exporter = fileExporter('ndjson', readLines);
