import { GOOD_KEY } from '../../emulator';
import { Album } from '../../support/browser/album';
import { withEmulator } from '../../support/withEmulator';
import { withEditor } from './withEditor';

jest.setTimeout(300_000);

const host = withEmulator();
const open = withEditor();

describe('The credential in the editor', () => {
	it('is created, fails its test with a wrong key and passes it with the right one', async () => {
		const { editor } = open;
		const { credentialDialog, page } = editor;
		const album = await Album.start(page, 'credential');

		await album.step('choose the type', () => editor.newCredential('HoneyHive API'));
		// The default name is the one by which the examples find theirs.
		await album.step('name it', () => credentialDialog.rename('Made in the editor'));
		await album.step('enter a wrong key', async () => {
			await credentialDialog.fill('apiKey', 'hh_mistyped');
			await credentialDialog.fill('baseUrl', host.url);
		});
		const refusal = await album.step('save', async () => {
			await credentialDialog.save();
			return await credentialDialog.refusal();
		});
		expect(refusal).toEqual({
			headline: 'Couldn’t connect with these settings',
			reason: expect.stringContaining('HoneyHive does not accept the API key'),
		});

		const success = await album.step('save the right key', async () => {
			await credentialDialog.fill('apiKey', GOOD_KEY);
			await credentialDialog.save();
			return await credentialDialog.success();
		});
		expect(success).toBe('Connection tested successfully');
		expect(await credentialDialog.hides('apiKey')).toBe(true);
	});
});
