import type { Browser } from 'playwright-core';
import {
	findChromium,
	launchChromium,
	packagedChromium,
	type ChromiumProgram,
} from '../../support/browser/chromium';
import { Editor } from '../../support/browser/editor';
import { signIn } from '../instance';

jest.setTimeout(300_000);

const programs: Array<[name: string, find: () => Promise<ChromiumProgram>]> = [
	['of this machine', findChromium],
];
// The npm package ships one for Linux on x64.
if (process.platform === 'linux' && process.arch === 'x64') {
	programs.push(['of the npm package', packagedChromium]);
}

let browser: Browser;
afterEach(async () => await browser.close());

describe('Chromium', () => {
	it.each(programs)('%s opens the editor, which finds the HoneyHive node', async (_, find) => {
		browser = await launchChromium(await find());
		const editor = await Editor.open(browser, (await signIn()).url);

		await editor.newWorkflow();
		await editor.nodePanel.open();
		await editor.nodePanel.search('honeyhive');
		await editor.nodePanel.found('HoneyHive');

		expect(await editor.nodePanel.names()).toEqual(['HoneyHive']);
	});

	it('reaches nothing beyond this machine', async () => {
		browser = await launchChromium();
		const page = await browser.newPage();

		await expect(page.goto('http://example.com')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
		await expect(page.goto('http://192.0.2.1')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
	});
});
