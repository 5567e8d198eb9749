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
		expect(
			readOutput(parametersFrom({ ...selected, 'options.customFields': customFields })),
		).toMatchObject({
			paths: ['event_id', 'metrics.Answer Faithfulness', 'metadata.cost'],
		});
	});

	it('accepts paths of up to 50 parts', () => {
		const path = Array.from({ length: 50 }, () => 'a').join('.');
		const read = (customFields: string) =>
			readOutput(parametersFrom({ ...selected, 'options.customFields': customFields }));

		expect(read(path)).toMatchObject({ paths: ['event_id', path] });
		expect(() => read(`${path}.a`)).toThrow('which has 51 parts, more than 50');
	});

	it('ignores Flatten for simplified events', () => {
		const parameters = parametersFrom({ output: 'simplified', 'options.flatten': true });
		expect(readOutput(parameters)).toEqual({
			kind: 'simplified',
			countToolFailures: false,
			escapeFor: 'none',
		});
	});
});
