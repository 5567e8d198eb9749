import type { Locator, Page } from 'playwright-core';

/** The window in which a credential is filled in, saved and tested. */
export class CredentialDialog {
	constructor(private readonly page: Page) {}

	async ready(): Promise<void> {
		await this.dialog().getByTestId('credential-edit-dialog').waitFor();
	}

	async rename(name: string): Promise<void> {
		const title = this.dialog().getByTestId('credential-name');
		await title.click();
		await title.getByTestId('inline-edit-input').fill(name);
		await this.page.keyboard.press('Enter');
	}

	/** @param name the field's internal name */
	async fill(name: string, value: string): Promise<void> {
		await this.input(name).fill(value);
	}

	/** Whether dots stand for what is entered. */
	async hides(name: string): Promise<boolean> {
		return (await this.input(name).getAttribute('type')) === 'password';
	}

	/** Saves; n8n tests the credential as soon as it is saved. */
	async save(): Promise<void> {
		await this.dialog().getByTestId('credential-save-button').click();
	}

	/** What the green banner says once the test has passed. */
	async success(): Promise<string> {
		const banner = this.dialog().getByTestId('credentials-config-container-test-success');
		return await firstLine(banner);
	}

	/** What the red banner says when the test failed: n8n's headline, and the reason shown under "More details". */
	async refusal(): Promise<{ headline: string; reason: string }> {
		// The banner has no test id; its headline is n8n's own text.
		const banner = this.dialog()
			.locator('.el-tag--danger')
			.filter({ hasText: 'connect with these settings' });
		const headline = await firstLine(banner);
		await banner.getByText('More details').click();
		const lines = (await banner.innerText()).split('\n');
		return { headline, reason: lines.at(-1)?.trim() ?? '' };
	}

	private input(name: string): Locator {
		return this.dialog().getByTestId(`parameter-input-${name}`).locator('input');
	}

	private dialog(): Locator {
		return this.page.getByTestId('editCredential-modal');
	}
}

async function firstLine(banner: Locator): Promise<string> {
	await banner.waitFor();
	return (await banner.innerText()).split('\n')[0]?.trim() ?? '';
}
