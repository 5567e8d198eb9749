import type { Reply } from '../protocol';

/** The child's side of a `Child`: replies to each request, and exits when the parent is gone. */
export function answerParent<Request>(respond: (request: Request) => Promise<unknown>): void {
	process.on('disconnect', () => process.exit());
	process.on('message', (request: Request) => {
		respond(request).then(
			(value) => send({ value }),
			(error: unknown) =>
				send({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
		);
	});
	send({ value: 'ready' });
}

function send(reply: Reply): void {
	process.send?.(reply);
}
