import { generateKeyPairSync, randomUUID, verify, type KeyObject } from 'node:crypto';
import type { SiteAnswer, SiteRequest } from './site';
import { jsonObject } from './site';

export const identityHost = 'oauth2.googleapis.com';

const audience = `https://${identityHost}/token`;
const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** What a user takes from the JSON file of a Google service account. */
export interface ServiceAccount {
	readonly email: string;
	/** PEM. */
	readonly privateKey: string;
}

/** Google's token endpoint, which knows one service account. */
export class TokenEndpoint {
	readonly account: ServiceAccount;
	private readonly publicKey: KeyObject;
	private readonly issued = new Set<string>();

	constructor(private readonly scope: string) {
		const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		this.publicKey = publicKey;
		this.account = {
			email: 'workflows@test-project.iam.gserviceaccount.com',
			privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		};
	}

	/** Whether an Authorization header holds a token that was issued here. */
	accepts(authorization = ''): boolean {
		return this.issued.has(authorization.replace(/^Bearer /, ''));
	}

	/** POST /token with an assertion that the account has signed. */
	answer({ method, path, headers, text }: SiteRequest): SiteAnswer {
		if (method !== 'POST' || path !== '/token') return { status: 404, body: {} };
		const form = new URLSearchParams(text);
		const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
		if (!isForm || form.get('grant_type') !== grantType) return refusal('unsupported_grant_type');
		const fault = this.faultOf(form.get('assertion') ?? '');
		if (fault !== undefined) return refusal('invalid_grant', fault);
		const token = `ya29.${randomUUID()}`;
		this.issued.add(token);
		return {
			status: 200,
			body: { access_token: token, expires_in: 3599, token_type: 'Bearer' },
		};
	}

	private faultOf(assertion: string): string | undefined {
		const [header = '', payload = '', signature = ''] = assertion.split('.');
		const signed = Buffer.from(`${header}.${payload}`);
		if (decoded(header)?.alg !== 'RS256') return 'Invalid JWT: it is not RS256';
		if (!verify('RSA-SHA256', signed, this.publicKey, Buffer.from(signature, 'base64url'))) {
			return 'Invalid JWT Signature.';
		}
		const claims = decoded(payload);
		if (claims?.iss !== this.account.email) return 'Invalid issuer';
		if (claims.aud !== audience) return 'Invalid audience';
		if (!String(claims.scope).split(' ').includes(this.scope)) return 'Insufficient scope';
		return Number(claims.exp) * 1000 > Date.now() ? undefined : 'Token expired';
	}
}

function decoded(part: string) {
	return jsonObject(Buffer.from(part, 'base64url').toString());
}

function refusal(error: string, error_description = error): SiteAnswer {
	return { status: 400, body: { error, error_description } };
}
