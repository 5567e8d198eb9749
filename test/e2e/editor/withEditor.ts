import type { Browser } from 'playwright-core';
import { launchChromium } from '../../support/browser/chromium';
import { Editor } from '../../support/browser/editor';
import type { N8nSession } from '../../support/n8n/api/session';
import { signIn } from '../instance';

export interface OpenEditor {
	readonly n8n: N8nSession;
	readonly editor: Editor;
}

/** The editor of the shared n8n in a browser of its own, open for all tests of the file. */
export function withEditor(): OpenEditor {
	let n8n: N8nSession;
	let browser: Browser;
	let editor: Editor;
	beforeAll(async () => {
		[browser, n8n] = await Promise.all([launchChromium(), signIn()]);
		editor = await Editor.open(browser, n8n.url);
	});
	afterAll(async () => await browser.close());
	return {
		get n8n() {
			return n8n;
		},
		get editor() {
			return editor;
		},
	};
}
