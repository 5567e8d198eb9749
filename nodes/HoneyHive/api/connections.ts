import {
	cancelSignalOf,
	readCredential,
	type Credential,
	type RequestContext,
} from './credential/credential';
import { Gate } from './gate';
import { HoneyHive, type Deployment, type RequestOptions } from './honeyHive';
import { PageLimit } from './pageLimit';
import { Retrier } from './retrier';
import { Transport } from './transport';

export interface ConnectOptions extends RequestOptions {
	/** Milliseconds within which an answer must arrive. */
	readonly timeout: number;
}

/**
 * The connections of one execution. What is found out about a deployment for one input item holds for the
 * next ones, too: the credential can name another one for each item, but rarely does.
 */
export class Connections {
	private readonly deployments = new Map<string, Deployment>();

	/** By origin: a host is as busy with one API version as with another. */
	private readonly gates = new Map<string, Gate>();

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
	async open(options: ConnectOptions, item?: number): Promise<HoneyHive> {
		const credential = await readCredential(this.context, item);
		const transport = new Transport(this.context, credential, options.timeout, this.endOfRun);
		return new HoneyHive(
			credential,
			transport,
			this.deploymentOf(credential),
			options,
			this.onHint,
		);
	}

	private deploymentOf({ baseUrl, generation }: Credential): Deployment {
		const place = `${baseUrl} ${generation.name}`;
		const known = this.deployments.get(place);
		if (known) return known;
		const deployment = {
			pageLimit: new PageLimit(),
			retrier: new Retrier(cancelSignalOf(this.context), this.endOfRun, this.gateOf(baseUrl)),
		};
		this.deployments.set(place, deployment);
		return deployment;
	}

	private gateOf(baseUrl: string): Gate {
		const { origin } = new URL(baseUrl);
		const gate = this.gates.get(origin) ?? new Gate();
		this.gates.set(origin, gate);
		return gate;
	}
}
