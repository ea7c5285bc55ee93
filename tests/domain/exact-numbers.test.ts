import { describe, expect, it } from 'vitest';
import {
  exactNumber,
  isExactNumber,
  isInexact,
  markInexactNumbers,
} from '../../src/reading/exact-numbers.ts';

describe('a number that is written in decimal digits', () => {
  it.each([
    '0',
    '-0',
    '0.0',
    '1',
    '1.10',
    '0.1',
    '0.30000000000000004',
    '9007199254740991',
    '-9007199254740992',
    '9007199254740994',
    '100000000000000000000',
    '1e21',
    '1.5E3',
    '12.50e-2',
    '5e-324',
    '1.7976931348623157e308',
  ])('a number that is written in decimal digits is exact as a double: %s', (written) => {
    expect(isExactNumber(written)).toBe(true);
    expect(markInexactNumbers(`[${written}]`)).toBe(`[${written}]`);
    expect(exactNumber(written)).toBe(Number(written));
  });

  it.each([
    '9007199254740993',
    '-9007199254740993',
    '0.1234567890123456789',
    '12345678901234567890',
    '123456789.12345678901',
    '100000000000000000001',
    '9007199254740993.0',
    '9007199254740993e0',
    '1.0000000000000000001',
    '1e400',
    '-1e400',
    '1e-400',
  ])('a number that is written in decimal digits would lose digits as a double: %s', (written) => {
    expect(isExactNumber(written)).toBe(false);
    const [value, same] = JSON.parse(markInexactNumbers(`[${written}, 1]`));
    expect(isInexact(value)).toBe(true);
    expect(same).toBe(1);
    expect(isInexact(exactNumber(written))).toBe(true);
  });
});

it('numbers in strings are text, whatever is escaped in them', () => {
  for (const text of ['9007199254740993', '"9007199254740993', '\\9007199254740993"', '\\"\\\\', '1e400']) {
    const json = JSON.stringify({ [text]: [text, 9.5], last: '\\' });
    expect(markInexactNumbers(json)).toBe(json);
    const mixed = JSON.parse(
      markInexactNumbers(`{${JSON.stringify(text)}: [${JSON.stringify(text)}, 9007199254740993]}`),
    );
    expect(mixed[text][0]).toBe(text);
    expect(isInexact(mixed[text][1])).toBe(true);
  }
});

it('what is no JSON stays none', () => {
  for (const text of ['9007199254740993"', '{"a": 9007199254740993', '["\\', '"', '9007199254740993..1']) {
    expect(() => JSON.parse(markInexactNumbers(`[${text}`))).toThrow();
  }
});

it('looking for such numbers takes little time, whatever the text', () => {
  const long = '9007199254740993';
  const texts = [
    `[${'1,'.repeat(500_000)}${long}]`,
    `[${'"",'.repeat(330_000)}${long}]`,
    `[${`${long},`.repeat(60_000)}1]`,
    `"${'\\\\'.repeat(500_000)}" ${long}`,
    `"${'\\"'.repeat(500_000)}" ${long}`,
    '1'.repeat(1_000_000),
    '1.'.repeat(500_000),
    '1e'.repeat(500_000),
    `0.1${'0'.repeat(1_000_000)}1`,
    `[${`0.${'0'.repeat(1_000)}1,`.repeat(1_000)}1]`,
    `1${'0'.repeat(1_000_000)}1`,
    `${'0'.repeat(1_000_000)}1e5`,
    `${'123456789012345,'.repeat(60_000)}1e5`,
  ];
  for (const text of texts) {
    markInexactNumbers(text);
    const { user } = process.cpuUsage();
    markInexactNumbers(text);
    expect((process.cpuUsage().user - user) / 1_000, text.slice(0, 20)).toBeLessThan(500);
  }
});
