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
	['that is found first', findChromium],
];
// The npm package ships one for Linux on x64.
if (process.platform === 'linux' && process.arch === 'x64') {
	programs.push(['of the npm package', packagedChromium]);
}

describe('the Chromium', () => {
	it.each(programs)('%s opens the editor', async (_, find) => {
		const browser = await launchChromium(await find());
		const editor = await Editor.open(browser, (await signIn()).url);

		await editor.newWorkflow();
		await editor.nodePanel.open();

		await browser.close();
	});

	it('reaches nothing beyond this machine', async () => {
		const browser = await launchChromium();
		const page = await browser.newPage();

		await expect(page.goto('http://example.com')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
		await expect(page.goto('http://192.0.2.1')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');

		await browser.close();
	});
});
