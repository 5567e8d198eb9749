import { readGroupBy } from '../../../../nodes/HoneyHive/fields/summary/grouping';
import { readThresholds } from '../../../../nodes/HoneyHive/fields/summary/thresholds';
import { parametersFrom } from '../../../support/parameters';

function read(...fields: string[]) {
	const groupBy = { fields: fields.map((field) => ({ field })) };
	return readGroupBy(parametersFrom({ groupBy }, 'Europe/Berlin'));
}

describe('readGroupBy', () => {
	it('returns no fields, bucket or alert conditions when none are chosen', () => {
		const nothing = { paths: [], bucket: 'none', timezone: 'UTC' };
		expect(readGroupBy(parametersFrom({}))).toEqual(nothing);
		expect(readGroupBy(parametersFrom({ groupBy: {} }))).toEqual(nothing);
		expect(readThresholds(parametersFrom({ alertWhen: {} }))).toEqual([]);
	});

	it('returns up to three fields without duplicates', () => {
		expect(read(' event_name', 'event_name', 'source', 'config.model').paths).toEqual([
			'event_name',
			'source',
			'config.model',
		]);
	});

	// Newer versions of n8n prevent users from adding a fourth field; older ones do not.
	it('refuses more than three fields', () => {
		expect(() => read('event_name', 'event_type', 'source', 'config.model')).toThrow(
			"'Group By' has 4 fields, but at most 3 are possible",
		);
	});
});
