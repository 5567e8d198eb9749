import { Gate } from '../../../nodes/HoneyHive/api/gate';

/** The gate opens for the next task within a few microtasks. */
async function settled(): Promise<void> {
	await new Promise(setImmediate);
}

/** Tasks that end when they are told to. */
function tasks() {
	const begun: string[] = [];
	const ends = new Map<string, (error?: Error) => void>();
	const task = (name: string) => async () => {
		begun.push(name);
		await new Promise<void>((resolve, reject) => {
			ends.set(name, (error) => (error ? reject(error) : resolve()));
		});
		return name;
	};
	const end = async (name: string, error?: Error) => {
		ends.get(name)?.(error);
		await settled();
	};
	return { begun, task, end };
}

describe('Gate', () => {
	it('lets as many pass as the pace allows, and the others in their order', async () => {
		const { begun, task, end } = tasks();
		const gate = new Gate();
		const names = ['one', 'two', 'three', 'four', 'five', 'six'];
		const all = names.map(async (name) => await gate.pass(Infinity, task(name)));
		await settled();
		expect(begun).toEqual(['one', 'two', 'three', 'four']);
		await end('three');
		expect(begun).toEqual(['one', 'two', 'three', 'four', 'five']);
		for (const name of names) await end(name);
		expect(await Promise.all(all)).toEqual(names);
	});

	it('lets no more pass than the bound, whatever the pace allows', async () => {
		const { begun, task, end } = tasks();
		const gate = new Gate();
		const names = ['one', 'two', 'three'];
		const all = names.map(async (name) => await gate.pass(2, task(name)));
		await settled();
		expect(begun).toEqual(['one', 'two']);
		for (const name of names) await end(name);
		await Promise.all(all);
		expect(begun).toEqual(names);
	});

	it('opens for the next one, and only for one, when a task leaves before it ends', async () => {
		const { begun, task, end } = tasks();
		const gate = new Gate();
		const first = gate.pass(1, async (leave) => {
			leave();
			return await task('first')();
		});
		const others = ['second', 'third'].map(async (name) => await gate.pass(1, task(name)));
		await settled();
		expect(begun).toEqual(['first', 'second']);
		await end('first');
		expect(begun).toEqual(['first', 'second']);
		await end('second');
		await end('third');
		expect(await Promise.all([first, ...others])).toEqual(['first', 'second', 'third']);
	});

	it('opens for the next one when a task fails', async () => {
		const { begun, task, end } = tasks();
		const gate = new Gate();
		const failing = gate.pass(1, task('failing'));
		const next = gate.pass(1, task('next'));
		await settled();
		const failure = expect(failing).rejects.toThrow('No');
		await end('failing', new Error('No'));
		await failure;
		expect(begun).toEqual(['failing', 'next']);
		await end('next');
		expect(await next).toBe('next');
	});
});
