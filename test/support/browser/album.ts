import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const root = join(__dirname, '..', '..', '..', 'test-results', 'editor');

/** Screenshots of what a user would see after each step of a test, in test-results/editor/<title>/. */
export class Album {
	private steps = 0;

	private constructor(
		private readonly page: Page,
		private readonly folder: string,
	) {}

	/** An empty album, which replaces an earlier one of the same title. */
	static async start(page: Page, title: string): Promise<Album> {
		const folder = join(root, fileName(title));
		await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		return new Album(page, folder);
	}

	/** Performs one step and takes a screenshot of its result, or of where it got stuck. */
	async step<T>(name: string, act: () => Promise<T>): Promise<T> {
		const number = String(++this.steps).padStart(2, '0');
		try {
			const result = await act();
			await this.keep(`${number} ${name}`);
			return result;
		} catch (error) {
			await this.keep(`${number} ${name} (stuck)`);
			return await Promise.reject(error);
		}
	}

	private async keep(name: string): Promise<void> {
		const path = join(this.folder, `${fileName(name)}.png`);
		await this.page.screenshot({ path, animations: 'disabled' });
	}
}

function fileName(name: string): string {
	return name.replace(/[^\w()]+/g, '-');
}
