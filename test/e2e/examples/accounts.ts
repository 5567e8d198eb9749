import type { Emulator } from '../../emulator';
import { GOOD_KEY } from '../../emulator/keys';
import type { CredentialDraft } from '../../support/n8n/rest';

// The examples ask for their credentials by these names, and n8n finds them by that.

export function honeyHiveAccount({ url }: Emulator): CredentialDraft {
	return {
		name: 'HoneyHive account',
		type: 'honeyHiveApi',
		data: { apiKey: GOOD_KEY, baseUrl: url, generation: 'export' },
	};
}
