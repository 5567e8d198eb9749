import { Random } from './random';

// Taken out of Math once: a global looked up in a hot loop is slow where globals are proxied, as under Jest.
const { max, floor, ceil } = Math;

/** What the generated events talk about. Plain sentences, written for this emulator. */
const SENTENCES = [
	'The invoice was paid twice, so the second amount goes back to the card within five days.',
	'Please compare the two plans and tell me which one suits a team of twelve.',
	'According to the handbook, unused leave carries over until the end of March.',
	'I could not find that order number; could you check the confirmation mail?',
	'The deployment failed because the health check did not answer in time.',
	'Summarise the meeting in three points and name who does what.',
	'Retrieved context: section 4.2 describes how refunds are calculated for partial months.',
	'The customer asks for a discount; policy allows ten percent without approval.',
	'Translate the following paragraph and keep the product names as they are.',
	'Query returned 17 rows, the newest from yesterday evening.',
	'A short answer is better here: yes, the warranty covers water damage.',
	'Rewrite the SQL so that it does not scan the whole table.',
] as const;

/** Texts as users really write them: quotes, line breaks, other scripts, a pair of surrogates. */
export const AWKWARD = [
	'Grüße aus Köln – "schöne" Tage\n',
	'请总结一下这份合同。',
	'Ça coûte 3 € ; d’accord ?\t',
	'ありがとう 🙏 ',
	'<b>bold & "quoted"</b> \\ ',
] as const;

const CORPUS = buildCorpus();

function buildCorpus(): string {
	const random = new Random(7, 7);
	let corpus = '';
	while (corpus.length < 131_072) {
		corpus += `${SENTENCES[random.whole(0, SENTENCES.length - 1)] ?? ''} `;
	}
	return corpus;
}

/** `length` characters of the corpus from a place of the random's choice; one in forty begins awkwardly. */
export function text(random: Random, length: number): string {
	const wanted = max(0, floor(length));
	const start = random.whole(0, CORPUS.length - 1);
	const awkward = random.chance(0.025) ? random.pick(AWKWARD) : '';
	if (awkward.length > 0 && wanted > awkward.length) {
		return awkward + slice(start, wanted - awkward.length);
	}
	return slice(start, wanted);
}

function slice(start: number, length: number): string {
	const piece = CORPUS.slice(start, start + length);
	if (piece.length === length) return piece;
	return piece + CORPUS.repeat(ceil(length / CORPUS.length)).slice(0, length - piece.length);
}
