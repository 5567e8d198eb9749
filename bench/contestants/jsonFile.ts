import { fileExporter } from './fileExport';
import { readList } from './fileReaders';

/** This package's node with Output As set to File, as JSON: an array of unchanged events. */
export const exporter = fileExporter('json', readList);
