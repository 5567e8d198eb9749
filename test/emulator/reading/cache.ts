/**
 * Keeps what was used last, up to so many bytes. Two halves: when the young one is full the old one
 * is dropped and they change places. (Deleting the oldest key of one Map, again and again, gets
 * slower with every deletion: each search for the oldest walks over the graves.)
 */
export class Cache {
	private young = new Map<number, Buffer>();
	private old = new Map<number, Buffer>();
	private youngBytes = 0;

	constructor(private readonly bytes: number) {}

	get(key: number): Buffer | undefined {
		const found = this.young.get(key);
		if (found) return found;
		const older = this.old.get(key);
		return older && this.put(key, older);
	}

	put(key: number, value: Buffer): Buffer {
		if (this.youngBytes + value.length > this.bytes / 2) {
			this.old = this.young;
			this.young = new Map();
			this.youngBytes = 0;
		}
		this.young.set(key, value);
		this.youngBytes += value.length;
		return value;
	}

	delete(key: number): void {
		this.young.delete(key);
		this.old.delete(key);
	}
}
