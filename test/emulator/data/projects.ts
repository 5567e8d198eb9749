import type { Settings } from '../options';
import { uuidOf } from './random';

/** Two further projects, which have no events at first. */
export const OTHER_PROJECTS = ['Empty Project', 'Support Bot'] as const;

export interface Project {
	id: string;
	name: string;
	description: string;
	type: 'completion';
	org_id: string;
	created_at: string;
	updated_at: string;
}

export const ORG_ID = 'org-emulator';
export const WORKSPACE_ID = 'workspace-emulator';

/** The organization's projects by name. An event for a new name makes the project. */
export class Projects {
	private readonly byName = new Map<string, Project>();

	constructor(private readonly settings: Settings) {
		for (const name of [settings.project, ...OTHER_PROJECTS]) this.add(name);
	}

	has(name: string): boolean {
		return this.byName.has(name);
	}

	add(name: string): void {
		if (this.has(name)) return;
		const created = '2024-01-01T00:00:00.000Z';
		this.byName.set(name, {
			id: uuidOf(this.settings.seed ^ 0x9107, this.byName.size),
			name,
			description: `${name} of the emulator`,
			type: 'completion',
			org_id: ORG_ID,
			created_at: created,
			updated_at: created,
		});
	}

	/** All of them, or those of exactly this name. */
	list(name: string | null): Project[] {
		const all = [...this.byName.values()];
		return name === null ? all : all.filter((project) => project.name === name);
	}
}
