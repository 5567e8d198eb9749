import * as luxon from 'luxon';
import * as n8nWorkflow from 'n8n-workflow';
import * as zod from 'zod';

import type { Clock } from './clock';

/** What one process of n8n has loaded: the nodes, with what they remember. */
export interface Process {
	readonly execute: (
		this: n8nWorkflow.IExecuteFunctions,
	) => Promise<n8nWorkflow.INodeExecutionData[][]>;
	readonly poll: (
		this: n8nWorkflow.IPollFunctions,
	) => Promise<n8nWorkflow.INodeExecutionData[][] | null>;
}

/** The clock of the simulation that runs. */
let current: Clock | undefined;

/** Lets time go by this clock. */
export async function onClock<T>(clock: Clock, simulate: () => Promise<T>): Promise<T> {
	current = clock;
	const { now } = Date;
	const { random } = Math;
	// Not spies: those remember every call.
	Date.now = () => clock.now;
	Math.random = () => 0.5;
	try {
		return await simulate();
	} finally {
		Date.now = now;
		Math.random = random;
	}
}

/**
 * Loads the nodes anew, so that they remember nothing. What they remember is about one workflow, so a
 * process can be used for many simulations, each with a workflow of its own.
 */
export async function startProcess(): Promise<Process> {
	let nodes: Process | undefined;
	const sleep = async (ms: number) => await current?.sleep(ms);
	await jest.isolateModulesAsync(async () => {
		jest.doMock('n8n-workflow', () => ({ ...n8nWorkflow, sleep }));
		jest.doMock('luxon', () => luxon);
		jest.doMock('zod', () => zod);
		const { HoneyHive } = await import('../../../../nodes/HoneyHive/HoneyHive.node.js');
		const { HoneyHiveTrigger } = await import(
			'../../../../nodes/HoneyHive/HoneyHiveTrigger.node.js'
		);
		nodes = { execute: new HoneyHive().execute, poll: new HoneyHiveTrigger().poll };
	});
	if (!nodes) throw new Error('The nodes were not loaded');
	return nodes;
}
