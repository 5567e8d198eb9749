import { config } from '@n8n/node-cli/eslint';

export default [
	...config,
	{
		// Tests, the demo and the benchmarks run on a developer's machine, never inside n8n:
		// they may import what they like and use Node's own globals. All else holds for them too.
		files: ['test/**/*.ts', 'bench/**/*.ts'],
		rules: {
			'@n8n/community-nodes/no-restricted-imports': 'off',
			'@n8n/community-nodes/no-restricted-globals': 'off',
		},
	},
];
