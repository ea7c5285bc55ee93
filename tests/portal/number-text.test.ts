import { describe, expect, it } from 'vitest';
import { readNumber, writeNumber } from '../../src/portal/texts/number-text.ts';

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
  ] as const)('is read as people of the language write it: %s in "%s" is %d', (text, language, value) => {
    expect(readNumber(text, language)).toBe(value);
  });

  it.each([
    ['12,5', 'en'],
    ['12.5', 'de'],
    ['1,50,000', 'en'],
    ['twelve', 'en'],
    ['12 %', 'en'],
    ['', 'en'],
    ['1e999', 'en'],
    ['0x10', 'en'],
    ['1.2.3', 'en'],
  ] as const)('is none where it could mean something else: %s in "%s"', (text, language) => {
    expect(readNumber(text, language)).toBeUndefined();
  });

  it.each([0, -1, 1234.5, 0.001, 1e21, 1e-7, 123_456_789])('comes back as it was written: %d', (value) => {
    expect(readNumber(writeNumber(value, 'en'), 'en')).toBe(value);
    expect(readNumber(writeNumber(value, 'de'), 'de')).toBe(value);
  });
});
