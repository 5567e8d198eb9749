import type { Locator, Page } from 'playwright-core';

/** The panel on the right, where users find nodes and add them to the workflow. */
export class NodePanel {
	constructor(private readonly page: Page) {}

	async open(): Promise<void> {
		await this.page.getByTestId('node-creator-plus-button').click();
		await this.searchBar().waitFor();
	}

	async search(text: string): Promise<void> {
		await this.searchBar().fill(text);
	}

	/** Waits until the search has led to this node. */
	async found(name: string): Promise<void> {
		await this.item(name).waitFor();
	}

	/** The names of the nodes that the panel shows, from top to bottom. */
	async names(): Promise<string[]> {
		const names = await this.page.getByTestId('node-creator-item-name').allInnerTexts();
		return names.map((name) => name.trim());
	}

	/** Clicks a node, or one of the actions of a node; the text is the whole name. */
	async choose(name: string): Promise<void> {
		await this.item(name).click();
	}

	private item(name: string): Locator {
		return this.page.getByTestId('node-creator-item-name').getByText(name, { exact: true });
	}

	private searchBar(): Locator {
		return this.page.getByTestId('node-creator-search-bar');
	}
}
