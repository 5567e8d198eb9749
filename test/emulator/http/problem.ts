/** A refusal with the status and message HoneyHive's error body carries. */
export class Problem extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/** HoneyHive's error body. */
export function errorBody(status: number, message: string): string {
	return JSON.stringify({ statusCode: status, message, success: false });
}
