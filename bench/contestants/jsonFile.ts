import { fileExporter } from './fileExport';
import { readList } from './fileReaders';

/** This package's node with Output Format set to JSON File: an array of unchanged events. */
export const exporter = fileExporter('json', readList);
