import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	IPollFunctions,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Dice } from '../../events/reading/dice';
import type { Clock } from './clock';
import type { ScriptedHoneyHive } from './scriptedHoneyHive';

/** What n8n stores for a workflow: `global`, and one entry for the name of each node. */
export type StaticData = Record<string, IDataObject | undefined>;

/** The data as n8n stores them: as JSON. That it has made an empty entry is no change to n8n. */
export function storedCopyOf(data: StaticData): StaticData {
	const isFilled = ([, entry]: [string, unknown]) => Object.keys(entry ?? {}).length > 0;
	const filled = Object.fromEntries(Object.entries(data).filter(isFilled));
	return JSON.parse(JSON.stringify(filled)) as StaticData;
}

/** What stays the same in a simulation, whatever happens. */
export interface World {
	readonly clock: Clock;
	readonly dice: Dice;
	readonly honeyHive: ScriptedHoneyHive;
	readonly workflowId: string;
	/** By name, also of options, as in `options.lookback`. */
	readonly parameters: Readonly<Record<string, unknown>>;
}

export interface Surroundings extends World {
	readonly nodeName: string;
	readonly staticData: StaticData;
	readonly mode: WorkflowExecuteMode;
}

/** What both kinds of context of n8n have. */
function contextOf({ clock, dice, honeyHive, staticData, ...rest }: Surroundings) {
	const node = { id: 'node', name: rest.nodeName, type: 'honeyHive', parameters: {} };
	const quiet = () => undefined;
	return {
		getMode: () => rest.mode,
		getNode: () => node as unknown as INode,
		getWorkflow: () => ({ id: rest.workflowId }),
		getTimezone: () => 'UTC',
		getWorkflowStaticData: (type: string) =>
			(staticData[type === 'node' ? `node:${rest.nodeName}` : type] ??= {}),
		getCredentials: async () => {
			// Longer than a poll may take.
			const isSlow = !honeyHive.isCalm && dice.chance(0.05);
			await clock.sleep(isSlow ? dice.whole(0, 60_000) : 1);
			return { apiKey: 'key', baseUrl: 'https://honeyhive.example', generation: 'export' };
		},
		helpers: { httpRequestWithAuthentication: honeyHive.request },
		logger: { info: quiet, warn: quiet },
	};
}

/** @param budgetMs undefined where n8n does not limit the poll */
export function pollContext(around: Surroundings, budgetMs?: number): IPollFunctions {
	return {
		...contextOf(around),
		getNodeParameter: (name: string, fallback: unknown) => around.parameters[name] ?? fallback,
		...(budgetMs !== undefined && { getPollBudgetMs: () => budgetMs }),
	} as unknown as IPollFunctions;
}

export interface Run {
	/** One for each input item. */
	readonly projects: readonly string[];
	readonly continuesOnFail: boolean;
	/** The type of the node that started the workflow, or its parent. */
	readonly triggerType?: string;
	/** Aborted when the execution is stopped. */
	readonly signal: AbortSignal;
}

export function executeContext(around: Surroundings, run: Run): IExecuteFunctions {
	return {
		...contextOf(around),
		getNodeParameter: (name: string, item: number, fallback: unknown) =>
			name === 'project' ? run.projects[item] : (around.parameters[name] ?? fallback),
		getInputData: () => run.projects.map(() => ({ json: {} })),
		continueOnFail: () => run.continuesOnFail,
		addExecutionHints: () => undefined,
		getExecutionCancelSignal: () => run.signal,
		getExecutionContext: () => run.triggerType && { triggerNode: { type: run.triggerType } },
	} as unknown as IExecuteFunctions;
}
