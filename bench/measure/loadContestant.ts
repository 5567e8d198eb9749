import { CONTESTANTS, type Contestant, type Fixed } from '../protocol';

const limits: Readonly<Record<Fixed, number>> = { fixed4: 4, fixed8: 8, fixed16: 16 };

/**
 * Loads what the contestant that the first argument of this process names has in a folder.
 *
 * @param folder one of those in bench/ with a file for each contestant
 */
export async function loadContestant<Module>(folder: 'contestants' | 'updaters'): Promise<Module> {
	const name = CONTESTANTS.find((one) => one === process.argv[2]);
	if (!name) throw new Error(`The first argument must be one of ${CONTESTANTS.join(', ')}`);
	if (isFixed(name)) {
		// Imported only now, as it loads a part of the node, which must not count for other contestants.
		const { fixPace } = await import('./fixPace.js');
		fixPace(limits[name]);
	}
	const file = isFixed(name) ? 'honeyHiveNode' : name;
	return (await import(`../${folder}/${file}.js`)) as Module;
}

function isFixed(contestant: Contestant): contestant is Fixed {
	return contestant in limits;
}
