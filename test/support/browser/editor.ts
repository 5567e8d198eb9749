import type { Browser, Page } from 'playwright-core';
import { OWNER } from '../n8n/api/session';
import { Canvas } from './canvas';
import { CredentialDialog } from './credentialDialog';
import { NodePanel } from './nodePanel';
import { NodeView } from './nodeView';

export interface EditorOptions {
	/** How the user's system is set; n8n follows it unless told otherwise. */
	readonly theme?: 'light' | 'dark';
}

/** How long to wait for an element. A CI machine with two cores also runs n8n and the browser. */
const PATIENCE_MS = 60_000;

/** n8n's editor as its signed-in owner sees it. */
export class Editor {
	readonly canvas: Canvas;
	readonly nodePanel: NodePanel;
	readonly nodeView: NodeView;
	readonly credentialDialog: CredentialDialog;

	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		this.canvas = new Canvas(page);
		this.nodePanel = new NodePanel(page);
		this.nodeView = new NodeView(page);
		this.credentialDialog = new CredentialDialog(page);
	}

	/** Opens a browser context of its own and signs in through n8n's form. */
	static async open(
		browser: Browser,
		url: string,
		{ theme = 'light' }: EditorOptions = {},
	): Promise<Editor> {
		const context = await browser.newContext({
			viewport: { width: 1280, height: 800 },
			colorScheme: theme,
			reducedMotion: 'reduce',
			locale: 'en-US',
			timezoneId: 'UTC',
		});
		context.setDefaultTimeout(PATIENCE_MS);
		const editor = new Editor(await context.newPage(), url);
		await editor.signIn();
		return editor;
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.canvas.ready();
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.canvas.ready();
	}

	/** A new workflow, then ⋯ → Import → From file. */
	async importWorkflow(path: string): Promise<void> {
		await this.newWorkflow();
		await this.page.getByTestId('workflow-menu').click();
		await this.page.getByTestId('workflow-menu-item-import').hover();
		const chooser = this.page.waitForEvent('filechooser');
		await this.page.getByTestId('workflow-menu-item-import-from-file').click();
		await (await chooser).setFiles(path);
	}

	/** Credentials → Create credential → this type, up to the empty dialog. */
	async newCredential(type: string): Promise<void> {
		await this.page.goto(`${this.url}/home/credentials`);
		await this.page.getByTestId('add-resource-credential').click();
		await this.page.getByTestId('new-credential-type-select').locator('input').fill(type);
		await this.page
			.getByTestId('new-credential-type-select-option')
			.filter({ hasText: type })
			.click();
		await this.page.getByTestId('new-credential-type-button').click();
		await this.credentialDialog.ready();
	}

	/** Opens one that exists; n8n tests it then. */
	async openCredential(name: string): Promise<void> {
		await this.page.goto(`${this.url}/home/credentials`);
		await this.page.getByTestId('resources-list-item').filter({ hasText: name }).click();
		await this.credentialDialog.ready();
	}

	/** Closes the notifications in the corner. */
	async dismissToasts(): Promise<void> {
		const close = this.page.locator('.el-notification__closeBtn');
		for (const button of (await close.all()).reverse()) await button.click();
		await this.page.locator('.el-notification').first().waitFor({ state: 'hidden' });
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}

	private async signIn(): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.getByTestId('emailOrLdapLoginId').locator('input').fill(OWNER.email);
		await this.page.getByTestId('password').locator('input').fill(OWNER.password);
		await this.page.getByTestId('form-submit-button').click();
		await this.page.waitForURL('**/home/**');
	}
}
