import { request, type Dispatcher } from 'undici';

/** The owner of every n8n that these tests set up; the password meets n8n's rules. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Olive',
	lastName: 'Owner',
	password: 'HoneyHive-1',
} as const;

/** Speaks n8n's internal REST API as a signed-in user, the way its editor does. */
export class N8nSession {
	private cookie = '';

	constructor(readonly url: string) {}

	/** Creates the owner of a fresh instance; this also signs in. */
	async setUpOwner(): Promise<void> {
		await this.post('/rest/owner/setup', OWNER);
	}

	async logIn(): Promise<void> {
		const { email, password } = OWNER;
		await this.post('/rest/login', { emailOrLdapLoginId: email, password });
	}

	async get<T>(path: string): Promise<T> {
		return await this.send<T>('GET', path);
	}

	async post<T>(path: string, body: object): Promise<T> {
		return await this.send<T>('POST', path, body);
	}

	async patch<T>(path: string, body: object): Promise<T> {
		return await this.send<T>('PATCH', path, body);
	}

	async delete(path: string): Promise<void> {
		await this.send('DELETE', path);
	}

	/** A file that n8n serves as it is: node types, icons, schemas. */
	async file(path: string): Promise<{ status: number; type: string; text: string }> {
		const { statusCode, headers, body } = await request(new URL(path, this.url), {
			headers: { cookie: this.cookie },
		});
		return {
			status: statusCode,
			type: String(headers['content-type'] ?? ''),
			text: await body.text(),
		};
	}

	/**
	 * @returns the content of `data` in n8n's answer
	 * @throws Error naming the route and n8n's own message when it refuses. The request's body is
	 * not repeated: it can hold a key.
	 */
	private async send<T>(
		method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
		path: string,
		body?: object,
	): Promise<T> {
		const response = await request(new URL(path, this.url), {
			method,
			headers: { cookie: this.cookie, 'content-type': 'application/json' },
			body: body === undefined ? null : JSON.stringify(body),
		});
		this.keepCookie(response);
		const text = await response.body.text();
		if (response.statusCode >= 300) {
			throw new Error(`n8n answered ${method} ${path} with ${response.statusCode}: ${text}`);
		}
		return (JSON.parse(text) as { data: T }).data;
	}

	private keepCookie({ headers }: Dispatcher.ResponseData): void {
		const given = [headers['set-cookie'] ?? []].flat();
		const login = given.find((cookie) => cookie.startsWith('n8n-auth='));
		if (login !== undefined) this.cookie = login.split(';')[0] ?? '';
	}
}
