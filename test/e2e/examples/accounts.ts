import { type Emulator, GOOD_KEY, type Generation } from '../../emulator';
import type { CredentialDraft } from '../../support/n8n/api/rest';
import type { GoogleSheets } from '../../support/standins/googleSheets';

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

/** The account of the service that may write to a stand-in's document. */
export function googleAccount({ account }: GoogleSheets): CredentialDraft {
	return {
		name: 'Google Sheets account',
		type: 'googleApi',
		data: { region: 'europe-west1', ...account },
	};
}

export function openAiAccount(apiKey: string, url: string): CredentialDraft {
	return { name: 'OpenAI account', type: 'openAiApi', data: { apiKey, url } };
}

export function slackAccount(accessToken: string): CredentialDraft {
	return { name: 'Slack account', type: 'slackApi', data: { accessToken } };
}
