import { createInterface } from 'node:readline';

/** Asks on the terminal. Only "y" and "yes" mean yes; the end of the input means no. */
export async function confirm(
	question: string,
	input: NodeJS.ReadableStream,
	output: NodeJS.WritableStream,
): Promise<boolean> {
	const terminal = createInterface({ input, output });
	const answer = await new Promise<string>((resolve) => {
		terminal.once('close', () => resolve(''));
		terminal.question(`${question} [y/N] `, resolve);
	});
	terminal.close();
	return /^y(es)?$/i.test(answer.trim());
}
