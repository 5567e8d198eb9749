import { type Emulator, GOOD_KEY, type Generation } from '../../emulator';
import type { CredentialDraft } from '../../support/n8n/api/rest';

export function honeyHiveAccount(
	{ url }: Emulator,
	generation: Generation = 'export',
): CredentialDraft {
	return {
		name: 'HoneyHive account',
		type: 'honeyHiveApi',
		data: { apiKey: GOOD_KEY, baseUrl: url, generation },
	};
}

export function slackAccount(accessToken: string): CredentialDraft {
	return { name: 'Slack account', type: 'slackApi', data: { accessToken } };
}
