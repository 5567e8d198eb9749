import type { Locator, Page } from 'playwright-core';
import { readTable, type Table } from './table';

/** The window of one node, with its parameters in the middle and its output on the right. */
export class NodeView {
	constructor(private readonly page: Page) {}

	/** Picks one of the credentials that exist. */
	async chooseCredential(name: string): Promise<void> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.openOptions().filter({ hasText: name }).click();
	}

	/** The name of the credential that is chosen. */
	async credential(): Promise<string> {
		return await this.page.getByTestId('node-credentials-select').locator('input').inputValue();
	}

	/** @param path as in the workflow's JSON: `limit`, `filters.conditions[0].value` */
	async fill(path: string, value: string): Promise<void> {
		await this.parameter(path).locator('input').fill(value);
	}

	/** Replaces the text of a JSON parameter. */
	async fillJson(path: string, value: string): Promise<void> {
		await this.parameter(path).getByRole('textbox').fill(value);
	}

	async switchOn(path: string): Promise<void> {
		// The input with the role of a switch is there for screen readers only.
		await this.parameter(path).locator('.el-switch').click();
	}

	/** Picks from a dropdown by the label that the user reads. */
	async choose(path: string, label: string): Promise<void> {
		await this.dropdown(path).click();
		await this.option(label).click();
	}

	/**
	 * The labels in a dropdown. Those that depend on another parameter are loaded again when it changes:
	 * they are read once `expected` is among them, and `gone` no longer is.
	 */
	async choices(path: string, expected: string, gone?: string): Promise<string[]> {
		await this.dropdown(path).click();
		await this.option(expected).waitFor();
		if (gone !== undefined) await this.option(gone).waitFor({ state: 'hidden' });
		const labels = await this.openOptions().locator('.option-headline').allInnerTexts();
		await this.page.keyboard.press('Escape');
		await this.openOptions().first().waitFor({ state: 'hidden' });
		return labels.map((label) => label.trim());
	}

	/** Picks from the list of a resource locator, after a search in it. */
	async chooseFromList(
		path: string,
		search: string,
		label: string | RegExp = search,
	): Promise<void> {
		await this.openList(path);
		await this.page.getByTestId('rlc-search').filter({ visible: true }).fill(search);
		await this.listItems().getByText(label, { exact: true }).click();
	}

	/** Opens the list of a resource locator. @returns its first entries */
	async openList(path: string): Promise<string[]> {
		await this.parameter(path).getByTestId('rlc-input').click();
		await this.listItems().first().waitFor();
		return await this.listItems().allInnerTexts();
	}

	/** Enters a text into a resource locator. @param mode as the user reads it: "By Name" */
	async enter(path: string, mode: string, text: string): Promise<void> {
		const locator = this.parameter(path);
		await locator.getByTestId('rlc-mode-selector').click();
		await this.openOptions().getByText(mode, { exact: true }).click();
		await locator.getByTestId('rlc-input-container').locator('input').fill(text);
	}

	async addCondition(): Promise<void> {
		await this.page
			.getByTestId('fixed-collection-filters')
			.getByTestId('fixed-collection-add')
			.click();
	}

	/** The button at the top: "Execute step", or "Fetch Test Event" for a polling trigger. */
	async execute(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
	}

	/** "Execute step" of a tool, which asks for what its agent would fill in. @param values by name */
	async executeTool(values: Readonly<Record<string, string>>): Promise<void> {
		await this.execute();
		const dialog = this.page.getByTestId('fromAiParameters-modal');
		for (const [name, value] of Object.entries(values)) {
			await dialog.locator(`[name="query.${name}"]`).fill(value);
		}
		await dialog.getByTestId('execute-workflow-button').click();
	}

	async executeLabel(): Promise<string> {
		return await this.page.getByTestId('node-execute-button').innerText();
	}

	/** The output of the node in the table view, once it has succeeded. */
	async table(): Promise<Table> {
		const output = this.output();
		await output.getByTestId('node-run-status-success').waitFor();
		await output.getByTestId('radio-button-table').click();
		return await readTable(output);
	}

	/** The error that the user sees in place of items, once the run has failed. */
	async refusal(): Promise<{ message: string; description: string }> {
		const message = this.output().getByTestId('node-error-message');
		await message.waitFor();
		return {
			message: await message.innerText(),
			description: await this.output().getByTestId('node-error-description').innerText(),
		};
	}

	/** Moves the middle of the parameters to x pixels from the left, so that the pane next to them grows. */
	async dragParametersTo(x: number): Promise<void> {
		const handle = this.page.getByTestId('panel-drag-button');
		const box = await handle.boundingBox();
		if (box === null) throw new Error('The window of the node has no handle to drag');
		const y = box.y + box.height / 2;
		await this.page.mouse.move(box.x + box.width / 2, y);
		await this.page.mouse.down();
		await this.page.mouse.move(x, y, { steps: 10 });
		await this.page.mouse.up();
	}

	async close(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}

	/** Brings a parameter, with its label, to the top of its pane. @param name without a path */
	async scrollTo(name: string): Promise<void> {
		const label = this.page.getByTestId('node-parameters').locator(`label[for="${name}"]`);
		await label.evaluate((element) => element.scrollIntoView());
	}

	private parameter(path: string): Locator {
		return this.page.locator(`[data-parameter-path="parameters.${path}"]`);
	}

	private dropdown(path: string): Locator {
		return this.parameter(path).getByRole('combobox');
	}

	private openOptions(): Locator {
		return this.page.getByRole('option').filter({ visible: true });
	}

	private listItems(): Locator {
		return this.page.getByTestId('rlc-item').filter({ visible: true });
	}

	private option(label: string): Locator {
		return this.openOptions().locator('.option-headline').getByText(label, { exact: true });
	}

	private output(): Locator {
		return this.page.getByTestId('output-panel');
	}
}
