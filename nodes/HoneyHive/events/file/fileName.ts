import type { TimeRange } from '../time';

/** What the files of one export have in common. */
export interface FileSubject {
	/** Name of the project, where one was chosen. */
	readonly project?: string | undefined;
	readonly range: TimeRange;
}

/** Characters of a project's name that a file name contains. */
const maxProjectLength = 60;

/** Bytes of a file name that every common file system accepts. */
const maxBytes = 255;

/**
 * Names a file after its project, its date range and its part, without characters that a file system
 * refuses: `customer-support_20260101T000000Z-20260131T235959Z_part-0001.ndjson`.
 */
export function fileNameOf({ project, range }: FileSubject, part: number, ending: string): string {
	const number = String(part).padStart(4, '0');
	const rest = [rangeName(range), `part-${number}.${ending}`].filter((piece) => piece !== '');
	const tail = `_${rest.join('_')}`;
	return projectName(project ?? '', maxBytes - tail.length) + tail;
}

/** Only letters and digits, so no control characters and none that change the direction of text. */
function projectName(project: string, bytes: number): string {
	const name = project
		.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, '-');
	const characters = [...name].slice(0, maxProjectLength);
	while (Buffer.byteLength(characters.join('')) > bytes) characters.pop();
	return characters.join('').replace(/^-+|-+$/g, '') || 'honeyhive';
}

function rangeName({ from, to }: TimeRange): string {
	if (from !== undefined && to !== undefined) return `${compact(from)}-${compact(to)}`;
	if (from !== undefined) return `from-${compact(from)}`;
	return to === undefined ? '' : `to-${compact(to)}`;
}

/** The basic format of ISO 8601, to the second. */
function compact(moment: number): string {
	return new Date(moment).toISOString().replace(/[-:]|\.\d+/g, '');
}
