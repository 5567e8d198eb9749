import { cancelSignalOf, readCredential, type RequestContext } from './credential/credential';
import { HoneyHive, type Deployment } from './honeyHive';
import { PageLimit } from './pageLimit';
import { Retrier } from './retrier';
import { Transport } from './transport';

export interface ConnectOptions {
	/** Milliseconds within which an answer must arrive. */
	readonly timeout: number;
	/** How many times a request is retried after a temporary failure. */
	readonly maxRetries: number;
}

/**
 * The connections of one execution. What is found out about a deployment for one input item holds for the
 * next ones, too: the credential can name another one for each item, but rarely does.
 */
export class Connections {
	private readonly deployments = new Map<string, Deployment>();

	/**
	 * @param onHint receives what the user should know about events that are returned
	 * @param endOfRun UTC milliseconds at which every request and every wait ends
	 */
	constructor(
		private readonly context: RequestContext,
		private readonly onHint: (hint: string) => void = () => undefined,
		private readonly endOfRun = Infinity,
	) {}

	/**
	 * Reads the credential and connects to the deployment that it names.
	 *
	 * @throws Refusal when the credential is not usable
	 */
	async open({ timeout, maxRetries }: ConnectOptions, item?: number): Promise<HoneyHive> {
		const credential = await readCredential(this.context, item);
		const transport = new Transport(this.context, credential, timeout, this.endOfRun);
		const deployment = this.deploymentAt(`${credential.baseUrl} ${credential.generation.name}`);
		return new HoneyHive(credential, transport, deployment, maxRetries, this.onHint);
	}

	private deploymentAt(place: string): Deployment {
		const known = this.deployments.get(place);
		if (known) return known;
		const deployment = {
			pageLimit: new PageLimit(),
			retrier: new Retrier(cancelSignalOf(this.context), this.endOfRun),
		};
		this.deployments.set(place, deployment);
		return deployment;
	}
}
