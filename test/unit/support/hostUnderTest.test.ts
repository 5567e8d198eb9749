import { HOST_NAMES } from '../../emulator';
import { onHosts, serving } from '../../support/hostUnderTest';

interface Config {
	readonly projects: ReadonlyArray<{ readonly globals?: { readonly honeyHiveHost?: string } }>;
}

const { projects } = jest.requireActual<Config>('../../../jest.config.js');

describe('The hosts that tests run on', () => {
	it('are all hosts of the emulator, each in a project of its own', () => {
		const hosts = projects.flatMap(({ globals }) => globals?.honeyHiveHost ?? []);
		expect(hosts).toEqual([...HOST_NAMES]);
	});

	it('must include one for every test', () => {
		const declare = jest.fn();
		expect(() => onHosts(() => false, declare)).toThrow('There is no host');
		const nested = () => onHosts(serving('search'), declare);
		expect(() => onHosts(({ exportV1Host }) => exportV1Host === 'v1', nested)).toThrow(
			'There is no host',
		);
		expect(declare).not.toHaveBeenCalled();
	});
});
