import { rethrowUnless } from '../events/refusal';
import { ApiRefusal } from './errors';

/** The deployment does not have the route, or the route does not accept such an ID. */
const notServed = ['400', '404', '405'];

/** An answer; undefined where the deployment does not serve the route. */
export async function ifServed<T>(answer: Promise<T>): Promise<T | undefined> {
	try {
		return await answer;
	} catch (error) {
		const refusal = rethrowUnless(ApiRefusal, error);
		if (notServed.includes(refusal.httpCode ?? '')) return undefined;
		throw refusal;
	}
}
