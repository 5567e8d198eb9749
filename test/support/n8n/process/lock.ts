import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often the holder refreshes its lock. A lock that was not refreshed for STALE_MS is free. */
const BEAT_MS = 5_000;
const STALE_MS = 60_000;
const POLL_MS = 500;

/**
 * Runs `work` while no other process on this machine holds the same lock file.
 * The lock of a process that died, or did not refresh it for a minute, is taken over.
 * @param onWait called once with the pid of the holder when the lock is not free at first.
 */
export async function withLock<T>(
	file: string,
	work: () => Promise<T>,
	onWait: (holder: number) => void,
): Promise<T> {
	const own = `${file}.${process.pid}.${randomUUID()}`;
	await writeFile(own, String(process.pid));
	try {
		for (let told = false; !(await take(own, file)); await sleep(POLL_MS)) {
			const holder = await livingHolder(file, `${own}.old`);
			if (!told && holder !== undefined) onWait(holder);
			told ||= holder !== undefined;
		}
	} finally {
		await rm(own, { force: true });
	}

	const beat = setInterval(() => {
		const now = new Date();
		utimes(file, now, now).catch(() => {});
	}, BEAT_MS);
	beat.unref();
	try {
		return await work();
	} finally {
		clearInterval(beat);
		await rm(file, { force: true });
	}
}

/** A hard link appears complete, with its content, or not at all. */
async function take(own: string, file: string): Promise<boolean> {
	const now = new Date();
	await utimes(own, now, now);
	return await link(own, file).then(
		() => true,
		unless('EEXIST', () => false),
	);
}

/** The pid of a living holder; undefined when the lock is free or was just cleared away. */
async function livingHolder(file: string, aside: string): Promise<number | undefined> {
	const seen = await readHolder(file);
	if (seen === undefined || !seen.abandoned) return seen?.pid;

	// Moved rather than deleted: between the look and the move another process may have cleared
	// it and taken the lock, and then its fresh lock is put back.
	await rename(file, aside).catch(unless('ENOENT', () => {}));
	const moved = await readHolder(aside);
	if (moved !== undefined && !moved.abandoned) await link(aside, file).catch(() => {});
	await rm(aside, { force: true });
	return undefined;
}

async function readHolder(file: string): Promise<{ pid: number; abandoned: boolean } | undefined> {
	const read = async () => {
		const pid = Number(await readFile(file, 'utf8'));
		const silent = Date.now() - (await stat(file)).mtimeMs;
		return { pid, abandoned: silent > STALE_MS || !isAlive(pid) };
	};
	return await read().catch(unless('ENOENT', () => undefined));
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}

/** Handles one expected error code of the file system; any other error is thrown again. */
function unless<T>(expected: string, answer: () => T): (error: unknown) => T | Promise<never> {
	return (error) => (codeOf(error) === expected ? answer() : Promise.reject(error));
}

function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
