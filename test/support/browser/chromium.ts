import { existsSync } from 'node:fs';
import { chromium, selectors, type Browser } from 'playwright-core';

export interface ChromiumProgram {
	readonly executablePath: string;
	readonly args: readonly string[];
}

/** Where distributions and Google's own installer put it. */
const SYSTEM_PATHS = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Restricts the browser to loopback: no updates, no sync, no start page and no DNS lookups. */
const QUIET = [
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-quic',
	'--disable-sync',
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
	'--no-first-run',
	'--no-proxy-server',
];

/** The Chromium or Chrome of this machine if it has one, else that of the npm package. */
export async function findChromium(): Promise<ChromiumProgram> {
	const executablePath = SYSTEM_PATHS.find((path) => existsSync(path));
	return executablePath === undefined ? await packagedChromium() : { executablePath, args: [] };
}

/** The Chromium inside the npm package @sparticuz/chromium (Linux); unpacked at the first call. */
export async function packagedChromium(): Promise<ChromiumProgram> {
	const { default: packaged } = await import('@sparticuz/chromium');
	return { executablePath: await packaged.executablePath(), args: packaged.args };
}

/** Starts a headless browser with a profile of its own. It does not outlive this process. */
export async function launchChromium(program?: ChromiumProgram): Promise<Browser> {
	const { executablePath, args } = program ?? (await findChromium());
	// n8n's name for what Playwright calls data-testid.
	selectors.setTestIdAttribute('data-test-id');
	// Chromium's sandbox refuses to start for root, as in most containers.
	const chromiumSandbox = process.getuid?.() !== 0;
	return await chromium.launch({
		executablePath,
		args: [...args, ...QUIET],
		chromiumSandbox,
	});
}
