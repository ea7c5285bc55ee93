import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  cleared,
  countryCode,
  dateTime,
  emailAddress,
  expiryHours,
  flag,
  idempotencyKey,
  multiLine,
  oneOf,
  optional,
  questionnaireId,
  singleLine,
  url,
  uuid,
} from '../../src/domain/fields.ts';
import { findProblems, parseInput } from '../../src/domain/parse-input.ts';

const messagesOf = (schema: z.ZodType, value: unknown) =>
  findProblems(z.strictObject({ field: schema }), { field: value }).flatMap(({ messages }) => messages);

const id = '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a';
const line = singleLine({ max: 10 });

describe('every field', () => {
  const fields: [string, z.ZodType, string][] = [
    ['singleLine', line, 'A valid string is required.'],
    ['multiLine', multiLine({ max: 10 }), 'A valid string is required.'],
    ['emailAddress', emailAddress, 'A valid string is required.'],
    ['countryCode', countryCode, 'A valid string is required.'],
    ['uuid', uuid, 'A valid string is required.'],
    ['dateTime', dateTime, 'A valid string is required.'],
    ['url', url, 'A valid string is required.'],
    ['questionnaireId', questionnaireId, 'A valid integer is required.'],
    ['expiryHours', expiryHours, 'A valid integer is required.'],
    ['flag', flag, 'A valid boolean is required.'],
    ['oneOf', oneOf(['DDQ', 'RFI']), 'Not a valid choice. Use one of: DDQ, RFI.'],
    ['a list', z.array(line), 'A list is required.'],
    ['an object', z.strictObject({}), 'An object is required.'],
  ];

  test.each(fields)('%s is required when it is missing or null', (_name, schema) => {
    expect(messagesOf(schema, null)).toEqual(['This field is required.']);
    expect(messagesOf(schema, undefined)).toEqual(['This field is required.']);
    expect(findProblems(z.strictObject({ field: schema }), {})).toEqual([
      { path: 'field', messages: ['This field is required.'] },
    ]);
  });

  test.each(fields)('%s names the JSON type it takes when it gets another', (_name, schema, message) => {
    const value = message.includes('string') || message.includes('choice') ? 7 : 'text';
    expect(messagesOf(schema, value)).toEqual([message]);
    expect(messagesOf(schema, Symbol('no JSON at all'))).toEqual([message]);
  });

  test.each(fields)('%s that is optional takes null as absent', (_name, schema) => {
    const object = z.strictObject({ field: optional(schema) });
    expect(parseInput(object, { field: null })).toEqual({});
    expect(parseInput(object, {})).toEqual({});
  });

  test.each(fields)('%s that can be cleared tells null from absent', (_name, schema) => {
    const object = z.strictObject({ field: cleared(schema) });
    expect(parseInput(object, { field: null })).toStrictEqual({ field: null });
    expect(parseInput(object, {})).toStrictEqual({});
  });

  test.each(fields)('%s that is optional or can be cleared is still checked', (_name, schema, message) => {
    const value = message.includes('string') || message.includes('choice') ? 7 : 'text';
    expect(messagesOf(optional(schema), value)).toEqual([message]);
    expect(messagesOf(cleared(schema), value)).toEqual([message]);
  });
});

test.each([
  [line, '  Acme  ', 'Acme'],
  [line, 'Zoë 東京 😀', 'Zoë 東京 😀'],
  [multiLine({ max: 20 }), ' one\n\ttwo\r\nthree ', 'one\n\ttwo\r\nthree'],
  [emailAddress, " Jo.O'Neil+kyc@mail.example.co.uk ", "Jo.O'Neil+kyc@mail.example.co.uk"],
  [emailAddress, 'a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
  [countryCode, 'GB', 'GB'],
  [uuid, id.toUpperCase(), id],
  [uuid, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'],
  [questionnaireId, 2_147_483_647, 2_147_483_647],
  [questionnaireId, '2147483647', 2_147_483_647],
  [expiryHours, 168, 168],
  [expiryHours, 1, 1],
  [flag, false, false],
  [oneOf(['DDQ', 'RFI']), 'RFI', 'RFI'],
  [idempotencyKey, '~'.repeat(255), '~'.repeat(255)],
  [dateTime, '2026-02-26T12:00:00Z', new Date('2026-02-26T12:00:00Z')],
  [dateTime, '2026-02-26T12:00:00.5+02:00', new Date('2026-02-26T10:00:00.5Z')],
  [emailAddress, ' info@müller.example ', 'info@müller.example'],
  [emailAddress, 'a@Пример.рф', 'a@Пример.рф'],
  [emailAddress, 'a@xn--mller-kva.example', 'a@xn--mller-kva.example'],
  [countryCode, 'XK', 'XK'],
  [dateTime, new Date('2026-02-26T12:00:00.250Z'), new Date('2026-02-26T12:00:00.250Z')],
  [url, ' https://example.com:8443/a?b=c#d ', 'https://example.com:8443/a?b=c#d'],
  [url, 'http://127.0.0.1/hook', 'http://127.0.0.1/hook'],
])('a good value is taken and tidied (%#)', (schema: z.ZodType, value, expected) => {
  expect(parseInput(schema, value)).toEqual(expected);
});

const blank = 'This field must not be blank.';
const oneLine = 'Use one line of text without control characters.';
const email = 'Use one email address of at most 254 characters, such as name@example.com.';
const country = 'Use an ISO 3166-1 alpha-2 country code in upper case, such as GB.';
const moment = 'Use a date and time with a time zone, such as 2026-02-26T12:00:00Z.';
const address = 'Use a web address of at most 2048 characters that starts with http:// or https://.';
const key = 'Use 1 to 255 visible ASCII characters without spaces.';

test.each([
  [
    line,
    [
      ['', blank],
      ['  ', blank],
      ['\u200b\u00a0', blank],
      ['a'.repeat(11), 'Use at most 10 characters.'],
    ],
  ],
  [line, ['a\rb', 'a\nb', 'a\0b', 'a\tb', 'a\u007fb', 'a\u0085b', 'a\u2028b'].map((text) => [text, oneLine])],
  [
    line,
    [
      ['a\ud800', 'Use well-formed Unicode text.'],
      ['\udc00b', 'Use well-formed Unicode text.'],
    ],
  ],
  [
    multiLine({ max: 10 }),
    [
      [' \r\n ', blank],
      ['a'.repeat(11), 'Use at most 10 characters.'],
      ['a\rb', 'Use no control characters other than line breaks and tabs.'],
      ['a\0b', 'Use no control characters other than line breaks and tabs.'],
      ['a\ud800', 'Use well-formed Unicode text.'],
    ],
  ],
  [
    emailAddress,
    [
      '',
      'name',
      'name@localhost',
      'a@b.com, c@d.com',
      'a@b.com;c@d.com',
      'a@b.com\r\nBcc: c@d.com',
      'a\n@b.com',
      'a\0@b.com',
      'Jo <a@b.com>',
      '"a b"@c.com',
      'a(comment)@b.com',
      'a@[127.0.0.1]',
      'a@127.0.0.1',
      'a@b@c.com',
      '.a@b.com',
      'a..b@c.com',
      'a@-b.com',
      'a@b..com',
      'ä@b.com',
      'a@b\u200d.com',
      'a@b ü.com',
      'a@ü<b>.com',
      'a@xn--a.ü..com',
      `a@${'ü'.repeat(64)}.com`,
      `${'a'.repeat(65)}@b.com`,
      `a@${'b'.repeat(64)}.com`,
      `a@${'b.'.repeat(126)}com`,
    ].map((text) => [text, email]),
  ],
  [countryCode, ['', 'gb', 'UK', 'ZZ', 'GBR', 'constructor', '__proto__'].map((text) => [text, country])],
  [
    uuid,
    ['', 'abc', `${id}0`, `{${id}}`, `${id}\n`, id.replaceAll('-', '')].map((text) => [
      text,
      'Use a UUID, such as 0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a.',
    ]),
  ],
  [
    questionnaireId,
    [0, -1, 2_147_483_648, 1e21, 1e300, 1.5e300].flatMap((n) =>
      [n, String(n)].map((written) => [written, 'Use an integer from 1 to 2147483647.']),
    ),
  ],
  [
    questionnaireId,
    [1.5, Number.NaN, Number.POSITIVE_INFINITY, '1.5', '', ' 1', '0x1', 'x'.repeat(500_000)].map((n) => [
      n,
      'A valid integer is required.',
    ]),
  ],
  [expiryHours, [0, 169].map((n) => [n, 'Use an integer from 1 to 168.'])],
  [
    oneOf(['DDQ', 'RFI']),
    ['ddq', '', 'toString'].map((text) => [text, 'Not a valid choice. Use one of: DDQ, RFI.']),
  ],
  [idempotencyKey, ['', 'a b', 'a\n', 'é', 'a'.repeat(256)].map((text) => [text, key])],
  [
    dateTime,
    [
      '',
      '2026-02-26',
      '2026-02-26T12:00:00',
      '2026-02-30T12:00:00Z',
      '2026-02-26T25:00:00Z',
      'tomorrow',
      new Date('x'),
    ].map((value) => [value, moment]),
  ],
  [
    url,
    [
      '',
      'example.com',
      'ftp://a.example',
      'javascript:alert(1)',
      'http://',
      'https:example.com',
      'http://a b',
      'http://exa\nmple.com',
      `http://a.example/${'a'.repeat(2048)}`,
    ].map((text) => [text, address]),
  ],
] as [z.ZodType, [unknown, string][]][])(
  'a bad value is refused with what the field takes (%#)',
  (schema, cases) => {
    for (const [value, message] of cases) {
      expect([value, messagesOf(schema, value)]).toEqual([value, [message]]);
    }
  },
);
