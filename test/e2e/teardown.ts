import { endSharedInstance } from './instance';

export default async function teardown(): Promise<void> {
	await endSharedInstance();
}
