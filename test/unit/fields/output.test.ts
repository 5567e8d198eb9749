import { readOutput } from '../../../nodes/HoneyHive/fields/output';
import { parametersFrom } from '../../support/parameters';

const selected = { output: 'selected' };

describe('readOutput', () => {
	it('always selects event_id, and only once', () => {
		expect(readOutput(parametersFrom({ ...selected, fields: ['error', 'event_id'] }))).toEqual({
			kind: 'selected',
			paths: ['event_id', 'error'],
			flatten: false,
		});
	});

	it.each([
		[['metrics.Answer Faithfulness', ' metadata.cost ']],
		['metrics.Answer Faithfulness, metadata.cost'],
	])('reads custom fields from %j', (customFields) => {
		expect(readOutput(parametersFrom({ ...selected, customFields }))).toMatchObject({
			paths: ['event_id', 'metrics.Answer Faithfulness', 'metadata.cost'],
		});
	});

	it('ignores Flatten for simplified events', () => {
		const parameters = parametersFrom({ output: 'simplified', 'options.flatten': true });
		expect(readOutput(parameters)).toEqual({
			kind: 'simplified',
			countToolFailures: false,
		});
	});
});
