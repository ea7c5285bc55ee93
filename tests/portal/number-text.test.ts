import { describe, expect, it } from 'vitest';
import { asksPercentage, readNumber, writeNumber } from '../../src/portal/texts/number-text.ts';

describe('a number that a recipient types', () => {
  it.each([
    ['12.5', 'en', 12.5],
    ['12,5', 'de', 12.5],
    ['1,500', 'en', 1500],
    ['1.500', 'de', 1500],
    ['1,500,000.25', 'en', 1_500_000.25],
    ['1.500.000,25', 'de', 1_500_000.25],
    ['1 500\u00a0000', 'de', 1_500_000],
    [' -3 ', 'en', -3],
    ['0', 'en', 0],
  ] as const)(
    'a number that a recipient types is read as people of the language write it: %s in "%s" is %d',
    (text, language, value) => {
      expect(readNumber(text, language)).toBe(value);
    },
  );

  it.each([
    ['1,200,000', 'en', 1_200_000],
    ['1.200.000,50', 'de', 1_200_000.5],
    ["1'234.50", 'en', 1234.5],
    ['1’234.50', 'de', 1234.5],
    ['.5', 'en', 0.5],
    [',5', 'de', 0.5],
    ['1\u202f234\u202f567,8', 'en', 1_234_567.8],
    ['1\u2009234', 'en', 1234],
    ['12,34,567', 'en', 1_234_567],
    ['\u22123.5', 'en', -3.5],
    ['0.001', 'de', 0.001],
  ] as const)(
    'a number that a recipient types can be grouped in any usual way: %s in "%s" is %d',
    (text, language, value) => {
      expect(readNumber(text, language)).toBe(value);
    },
  );

  it.each([
    ['1,234', 'en', 1234],
    ['1,234', 'de', 1.234],
    ['1.234', 'en', 1.234],
    ['1.234', 'de', 1234],
  ] as const)(
    'a number that a recipient types is read as the page’s language does where it is ambiguous: %s in "%s" is %d',
    (text, language, value) => {
      expect(readNumber(text, language)).toBe(value);
    },
  );

  it.each([
    ['1.200.000,50', 'en', 1_200_000.5],
    ['1,200,000.50', 'de', 1_200_000.5],
    ['12,5', 'en', 12.5],
    ['12.5', 'de', 12.5],
    ['0,125', 'en', 0.125],
  ] as const)(
    'a number that a recipient types is read in another language’s way where it can mean nothing else: %s in "%s" is %d',
    (text, language, value) => {
      expect(readNumber(text, language)).toBe(value);
    },
  );

  it.each(['25 %', '25%', '25\u202f%', '25'])(
    'a number that a recipient types may have a percent sign where a percentage is asked: %s',
    (text) => {
      expect(readNumber(text, 'en', { isPercentage: true })).toBe(25);
    },
  );

  it.each([
    ['What share, in percent?', true],
    ['Welcher Prozentsatz?', true],
    ['What percentage of the shares is held by Anna Berg?', true],
    ['Which % of revenue?', true],
    ['How many people?', false],
    ['Which procedure applies?', false],
  ])('%s asks for a percentage: %s', (text, expected) => {
    expect(asksPercentage({ text, helpText: null })).toBe(expected);
  });

  it.each([
    ['twelve', 'en'],
    ['12 %', 'en'],
    ['', 'en'],
    ['-', 'en'],
    ['5.', 'en'],
    ['1e999', 'en'],
    ['0x10', 'en'],
    ['1.2.3', 'en'],
    ['1,5,00', 'en'],
    ['1.234,567.8', 'en'],
    ["1'234,567'8", 'de'],
    ['10-20', 'en'],
    ['9007199254740993', 'en'],
    ['0.12345678901234567890', 'en'],
  ] as const)(
    'a number that a recipient types is none where it is not one number or would lose digits: %s in "%s"',
    (text, language) => {
      expect(readNumber(text, language)).toBeUndefined();
    },
  );

  it.each([0, -1, 1234.5, 0.001, 1e21, 1e-7, 123_456_789, 0.1 + 0.2, 9_007_199_254_740_992])(
    'a number that a recipient types comes back as it was written: %d',
    (value) => {
      expect(readNumber(writeNumber(value, 'en'), 'en')).toBe(value);
      expect(readNumber(writeNumber(value, 'de'), 'de')).toBe(value);
    },
  );

  it('a number that a recipient types is written in groups from five digits on', () => {
    expect([1949, 12_345.5, 1_200_000].map((value) => writeNumber(value, 'en'))).toEqual([
      '1949',
      '12,345.5',
      '1,200,000',
    ]);
    expect(writeNumber(12_345.5, 'de')).toBe('12.345,5');
  });
});
