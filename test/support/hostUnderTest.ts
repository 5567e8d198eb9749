import type { Generation, HostName } from '../emulator';
import { HOST_NAMES } from '../emulator/hostPresets';
import { readOptions, type Settings } from '../emulator/options';

declare global {
	/** The host that jest.config.js sets for the project; undefined in the project that runs once. */
	var honeyHiveHost: HostName | undefined;
}

/** The HoneyHive that emulators are unless a test says otherwise. Undefined: one that serves everything. */
export const hostUnderTest = globalThis.honeyHiveHost;

/** What the host under test is like. */
export const hostSettings: Settings = readOptions({ host: hostUnderTest });

/** The generations that the host under test serves. */
export const generations = hostSettings.generations;

/** The generation of tests that are not about any in particular. */
export const [usualGeneration = 'export'] = generations;

/** The largest 'Limit' and 'Page Size' of that generation, before a request shows what the host accepts. */
export const usualMaxLimit = usualGeneration === 'search' ? 1000 : 7500;

export function isServed(generation: Generation): boolean {
	return generations.includes(generation);
}

/** Hosts that serve this generation. */
export function serving(generation: Generation): (settings: Settings) => boolean {
	return (settings) => settings.generations.includes(generation);
}

/** The hosts that the tests which are being declared run on. */
let hosts: readonly Settings[] = HOST_NAMES.map((host) => readOptions({ host }));

/**
 * Declares tests that are about hosts of one kind. On the others these tests do not exist.
 * Throws when no host is of that kind, so that no test is left without a host.
 */
export function onHosts(kind: (settings: Settings) => boolean, declare: () => void): void {
	const enclosing = hosts;
	hosts = enclosing.filter(kind);
	try {
		if (hosts.length === 0) throw new Error('There is no host that these tests run on');
		if (kind(hostSettings)) declare();
	} finally {
		hosts = enclosing;
	}
}
