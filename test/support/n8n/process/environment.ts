import { delimiter, dirname, join } from 'node:path';

interface EnvironmentOptions {
	/** The Node that n8n runs on. */
	readonly node: string;
	readonly userFolder: string;
	readonly port: number;
	readonly brokerPort: number;
	readonly timezone?: string;
	/** Wins over everything else: a database, queue mode, an n8n setting under test. */
	readonly env?: Readonly<Record<string, string>>;
}

/** What n8n may see of the machine. Nothing else passes: no NODE_ENV=test, no npm, no proxy. */
const SYSTEM = ['PATH', 'HOME', 'USERPROFILE', 'APPDATA', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

/** The environment of an n8n that listens on loopback only and sends no telemetry. */
export function n8nEnvironment(options: EnvironmentOptions): NodeJS.ProcessEnv {
	const env: NodeJS.ProcessEnv = {};
	for (const [name, value] of Object.entries(process.env)) {
		if (SYSTEM.some((kept) => kept.toUpperCase() === name.toUpperCase())) env[name] = value;
	}
	const timezone = options.timezone ?? 'UTC';
	const path = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
	return {
		...env,
		// n8n starts its task runner as plain "node": it must be the Node that n8n has.
		[path]: [dirname(options.node), env[path] ?? ''].join(delimiter),
		GENERIC_TIMEZONE: timezone,
		TZ: timezone,
		N8N_USER_FOLDER: options.userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(options.port),
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,quick-connect',
		// A worker has no editor and reports here that it is ready. Only workers read this.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(options.port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		// The package under test is one that n8n has not reviewed.
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		...options.env,
	};
}

/** Where n8n looks for community packages, as `npm install` in its editor would place them. */
export function communityPackages(userFolder: string): string {
	return join(userFolder, '.n8n', 'nodes', 'node_modules');
}
