import { readGroupBy } from '../../../nodes/HoneyHive/fields/grouping';
import { readThresholds } from '../../../nodes/HoneyHive/fields/thresholds';
import { parametersFrom } from '../../support/parameters';

function read(...fields: string[]) {
	const groupBy = { fields: fields.map((field) => ({ field })) };
	return readGroupBy(parametersFrom({ groupBy }, 'Europe/Berlin'));
}

describe('What to group by', () => {
	it('is nothing unless it is chosen', () => {
		const nothing = { paths: [], bucket: 'none', timezone: 'UTC' };
		expect(readGroupBy(parametersFrom({}))).toEqual(nothing);
		expect(readGroupBy(parametersFrom({ groupBy: {} }))).toEqual(nothing);
		expect(readThresholds(parametersFrom({ alertWhen: {} }))).toEqual([]);
	});

	it('is up to three fields, each once', () => {
		expect(read(' event_name', 'event_name', 'source', 'config.model').paths).toEqual([
			'event_name',
			'source',
			'config.model',
		]);
	});

	// Newer versions of n8n let nobody enter more; older ones do.
	it('is refused when it is more', () => {
		expect(() => read('event_name', 'event_type', 'source', 'config.model')).toThrow(
			"'Group By' has 4 fields, but at most 3 are possible",
		);
	});
});
