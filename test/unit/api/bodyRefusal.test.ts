import { BodyTooLarge } from '../../../nodes/HoneyHive/api/body';
import { refusalOfBody } from '../../../nodes/HoneyHive/api/refusals/bodyRefusal';

const refuse = (error: unknown, code?: string) =>
	refusalOfBody(error, { status: 200, code, message: 'what Node said' });

describe('The refusal for an answer that could not be read', () => {
	it.each([
		['its bound', new BodyTooLarge(), undefined],
		['a string', new Error(), 'ERR_STRING_TOO_LONG'],
		['the memory', new RangeError('Array buffer allocation failed'), undefined],
		['the memory of zlib', new Error(), 'Z_MEM_ERROR'],
	])(
		'says that it is larger than %s can be, and is not retried as it was',
		(_what, error, code) => {
			expect(refuse(error, code)).toMatchObject({
				message: "HoneyHive's response is too large to be read",
				failure: { kind: 'tooLarge', isLasting: true },
			});
		},
	);

	it.each([
		'Z_DATA_ERROR',
		'Z_BUF_ERROR',
		'ERR__ERROR_FORMAT_PADDING_2',
		'ZSTD_error_prefix_unknown',
	])('says that it could not be decompressed: %s', (code) => {
		const refusal = refuse(new Error(), code);
		expect(refusal.message).toBe("HoneyHive's response could not be decompressed");
		expect(refusal.remedy).toContain(code);
		expect(refusal.failure).toEqual({ kind: 'transient' });
	});

	it.each([
		['ETIMEDOUT', 'did not end in time', 'tooLarge'],
		['ECONNRESET', 'could not be read to its end: the connection was closed', 'transient'],
		['HPE_INVALID_CHUNK_SIZE', 'could not be read to its end: what Node said', 'transient'],
		[undefined, 'could not be read to its end: what Node said', 'final'],
	])('says for %s that it %s', (code, what, kind) => {
		expect(refuse(new Error(), code)).toMatchObject({
			message: `HoneyHive's response ${what}`,
			failure: { kind },
		});
	});

	it('never blames the Base URL', () => {
		for (const code of ['ETIMEDOUT', 'ECONNRESET', 'Z_DATA_ERROR', 'ERR_STRING_TOO_LONG']) {
			expect(refuse(new Error(), code).remedy).not.toContain('Base URL');
		}
	});
});
