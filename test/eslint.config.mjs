import { config } from '@n8n/node-cli/eslint';

/**
 * n8n considers a package for n8n Cloud only if the eslint.config.mjs in its root is exactly n8n's
 * own. Code that never runs inside n8n is therefore configured here: it may import any module and
 * use Node's globals, and follows every other rule.
 *
 * ESLint reads the configuration nearest to a file only with the flag that `npm run lint` sets
 * (ESLint 10 does so by default). For n8n's own command, set it in the environment:
 * `ESLINT_FLAGS=unstable_config_lookup_from_file npx n8n-node lint`.
 */
export default [
	...config,
	{
		rules: {
			'@n8n/community-nodes/no-restricted-imports': 'off',
			'@n8n/community-nodes/no-restricted-globals': 'off',
		},
	},
];
