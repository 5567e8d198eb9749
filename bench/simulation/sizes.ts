/**
 * Each event of the simulation stands for so many. It takes that much longer to write, and windows and batches
 * have that many times fewer events, so that a window takes as many requests and as long as in the example.
 * Thus, what the processes really compute is a small part of the time, although they share the cores.
 */
export const scale = 8;

/** On the server. */
export const events = 400_000 / scale;

/** That of the example. */
export const eventsPerWindow = 10_000 / scale;

/** The node's default. */
export const eventsPerBatch = 1_000 / scale;

/** The number of windows that one worker exports at the same time, as in `npm run bench:queue`. */
export const concurrency = 5;

/** CPU time of a worker for an event, the export included: what `npm run bench:queue` measures with one worker. */
export const workerMsPerEvent = (8_700 / 100_000) * scale;
