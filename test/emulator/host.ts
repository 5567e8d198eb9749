import { Faults } from './faults/faults';
import type { HoneyHiveEvent } from './data/event';
import type { Settings } from './options';
import { Projects } from './data/projects';
import { Selector } from './reading/select';
import { Serializer } from './reading/serializer';
import { Store } from './data/store';

/** One emulated HoneyHive: its data, its faults, what it is set to be. Knows no HTTP. */
export class Host {
	readonly store: Store;
	readonly selector: Selector;
	readonly serializer: Serializer;
	readonly projects: Projects;
	readonly faults: Faults;
	/** How many events the faults have put in. */
	newcomers = 0;
	/** How many ids the server gave to what was ingested without one. */
	idsGiven = 0;

	constructor(readonly settings: Settings) {
		this.store = new Store(settings);
		this.selector = new Selector(this.store, settings);
		this.serializer = new Serializer(this.store, settings);
		this.projects = new Projects(settings);
		this.faults = new Faults(settings.seed);
	}

	/** Puts the events in as they are; their projects exist from then on. */
	load(events: Iterable<HoneyHiveEvent>): void {
		for (const event of events) {
			this.projects.add(this.store.projectOf(event));
			this.store.put(event);
		}
	}
}
