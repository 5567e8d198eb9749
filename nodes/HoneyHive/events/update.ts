/** The fields of an event that an update can change. HoneyHive ignores all others without saying so. */
export const updatableFields = [
	'metrics',
	'feedback',
	'metadata',
	'user_properties',
	'config',
	'outputs',
] as const;

export type UpdatableField = (typeof updatableFields)[number];

/** What to write to an event. HoneyHive merges each field key by key, except for outputs, which it replaces. */
export type EventChanges = Readonly<Partial<Record<UpdatableField, Record<string, unknown>>>>;

/** The event that an update is about. */
export interface UpdatedEvent {
	readonly id: string;
	/** Whether to wait for it if HoneyHive does not have it yet. */
	readonly mayArrive: boolean;
}
