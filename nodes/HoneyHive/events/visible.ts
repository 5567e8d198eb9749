/** Sequences that color a terminal or move its cursor: they begin with the control character for escape. */
const terminalSequences = /(?!\s)\p{Cc}\[[0-?]*[ -/]*[@-~]/gu;

/** What a reader cannot see: control characters, bidirectional controls, halves of pairs. */
const invisible = /(?!\s)[\p{C}\p{Default_Ignorable_Code_Point}]/gu;

/** Spaces that begin a new line, or move within one. */
const movements = /(?=\s)[\p{C}\p{Zl}\p{Zp}]/gu;

/** Text that others wrote, on one line, without anything that cannot be seen: fit for a message or a log. */
export function visible(text: string): string {
	return text.replace(terminalSequences, '').replace(invisible, '').replace(movements, ' ');
}

/** The same for a received value: what cannot be seen may be what is wrong with it, so it is spelled out. */
export function spelledOut(text: string): string {
	return text.replace(movements, escapeOf).replace(invisible, escapeOf);
}

function escapeOf(character: string): string {
	const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
	return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
