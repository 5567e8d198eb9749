import type { Locator, Page } from 'playwright-core';

/** Where the workflow is drawn. */
export class Canvas {
	constructor(private readonly page: Page) {}

	/** Waits for the workflow, or for the placeholder of an empty one. */
	async ready(): Promise<void> {
		const empty = this.page.getByTestId('canvas-plus-button');
		await empty.or(this.page.getByTestId('canvas-node')).first().waitFor();
	}

	/** Waits until the workflow has this node. */
	async has(name: string): Promise<void> {
		await this.node(name).waitFor();
	}

	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	/** Presses Execute workflow and waits for the green check on each of these nodes. */
	async execute(...nodes: readonly string[]): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
		for (const name of nodes) {
			await this.node(name).getByTestId('canvas-node-status-success').waitFor();
		}
	}

	async zoomToFit(): Promise<void> {
		await this.page.getByTestId('zoom-to-fit').click();
	}

	async zoomOut(): Promise<void> {
		await this.page.getByTestId('zoom-out-button').click();
	}

	private node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}
}
