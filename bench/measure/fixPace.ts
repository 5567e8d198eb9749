import { Pace } from '../../nodes/HoneyHive/api/pace.js';

/** Lets the node keep so many requests in flight in this process, whatever it finds out about the server. */
export function fixPace(limit: number): void {
	Object.defineProperty(Pace.prototype, 'max', { get: () => limit });
}
