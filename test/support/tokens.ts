/** The tokens that an event states, under the names of any year. */
export function tokensIn(metadata: unknown): number | undefined {
	const { prompt_tokens, completion_tokens, input_tokens, output_tokens, ...others } = (metadata ??
		{}) as Record<string, number | undefined>;
	const prompt = prompt_tokens ?? input_tokens ?? others['gen_ai.usage.input_tokens'];
	const completion = completion_tokens ?? output_tokens ?? others['gen_ai.usage.output_tokens'];
	return prompt === undefined ? undefined : prompt + (completion ?? 0);
}
