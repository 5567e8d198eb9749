import type { HoneyHiveEvent } from '../data/event';
import type { Struck } from './faults';
import type { Host } from '../host';
import { withoutOmitted } from '../data/omission';
import { Random, uuidOf } from '../data/random';
import { startsWithTotals } from '../data/totals';

/** The data change while somebody pages: what the insert and remove faults do once a read is answered. */
export function disturb(
	host: Host,
	struck: Struck,
	matches: Uint32Array,
	project: string | undefined,
): void {
	for (const fault of struck.all('remove')) {
		const victims = Array.from(matches);
		for (let n = 0; n < fault.n && victims.length > 0; n++) {
			const place = fault.where === 'random' ? dice(host).whole(0, victims.length - 1) : 0;
			const [victim] = victims.splice(place, 1);
			if (victim !== undefined) host.store.removeAt(victim);
		}
	}
	for (const fault of struck.all('insert')) {
		for (let n = 0; n < fault.events; n++) {
			const where = fault.where ?? 'front';
			host.store.put(withoutOmitted(host.settings, newcomer(host, where, project)), where);
		}
	}
}

function dice(host: Host): Random {
	return new Random(host.settings.seed, 0xd157, host.newcomers++);
}

/** A session of its own, at the front newer than everything, else anywhere in from..to. */
function newcomer(
	host: Host,
	where: 'front' | 'random',
	project: string | undefined,
): HoneyHiveEvent {
	const { settings } = host;
	const random = dice(host);
	const number = host.newcomers;
	const id = uuidOf(settings.seed ^ 0x5e1f, number);
	const start = where === 'front' ? settings.to + number : random.whole(settings.from, settings.to);
	const lasts = random.whole(100, 5_000);
	return {
		project_id: project ?? settings.project,
		source: 'production',
		session_id: id,
		event_id: id,
		parent_id: null,
		event_type: 'session',
		event_name: `Newcomer ${number}`,
		config: {},
		children_ids: [],
		inputs: { question: 'Has anything changed meanwhile?' },
		outputs: { role: 'assistant', content: 'This event has.' },
		error: null,
		...(settings.distribution === 'timeless' ? {} : { start_time: start, end_time: start + lasts }),
		duration: lasts,
		metadata: startsWithTotals(settings)
			? { num_events: 0, num_model_events: 0, has_feedback: false, cost: 0 }
			: {},
		feedback: {},
		metrics: {},
		user_properties: {},
	};
}
