import fc from 'fast-check';

/** Any value of JSON. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

const deep = (levels: number): Json => (levels === 0 ? [] : [deep(levels - 1)]);

/** Texts that programs have failed at. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udc00\ud800',
    '\u202e\u2066',
    '\ufeff',
    'e\u0301'.repeat(300),
    '\r\nBcc: everyone@example.org',
    "'; DROP TABLE responses; --",
    '%00',
    '#{7*7}',
    '{{7*7}}',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    'null',
    'undefined',
    'NaN',
    '-0',
    '1e400',
    '9007199254740993',
    '2026-02-30',
    '0000-00-00T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '2026-01-01T00:00:00+99:99',
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  ),
  fc.integer({ min: 100, max: 30_000 }).map((length) => 'x'.repeat(length)),
);

/** Values of JSON of every kind, whatever is expected. */
export const hostileJson: fc.Arbitrary<Json> = fc.oneof(
  hostileText,
  fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    -0,
    -1,
    0.1,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 53,
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    [],
    {},
    [null],
    [[]],
    [{}],
    deep(64),
    { length: 1e9 },
    { toString: 1, constructor: null },
    JSON.parse('{"__proto__":{"isAdmin":true}}'),
    Array.from({ length: 1_001 }, (_, index) => index),
    Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`field_${index}`, index])),
  ),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Names that no object of the APIs has. */
export const unknownName: fc.Arbitrary<string> = fc.constantFrom(
  'unexpected',
  'tenant_id',
  'tenantId',
  'id',
  '__proto__',
  'constructor',
  '',
  'ID',
);
