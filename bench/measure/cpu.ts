import { readdir, readFile } from 'node:fs/promises';

/** Linux counts CPU time in ticks of 10 ms. */
const ticksPerSecond = 100;

/** Seconds of CPU time that the living processes of a group have used. Only Linux has these files. */
export async function cpuSecondsOf(group: number): Promise<number> {
	const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	let ticks = 0;
	for (const pid of pids) {
		// A process may have ended since it was listed.
		const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
		// The name of the program, in parentheses, may contain spaces.
		const fields = stat
			.slice(stat.lastIndexOf(')') + 2)
			.split(' ')
			.map(Number);
		if (fields[2] === group) ticks += (fields[11] ?? 0) + (fields[12] ?? 0);
	}
	return ticks / ticksPerSecond;
}
