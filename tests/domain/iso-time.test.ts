import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoTime } from '../../src/text/iso-time.ts';

it('a moment of any year is written as `toISOString` writes it', () => {
  const anyMoment = fc.date({ noInvalidDate: true });
  const moment = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(fc.property(fc.oneof(anyMoment, moment), (date) => isoTime(date) === date.toISOString()));
});

it('the first and last moments of years with four digits are written with four digits', () => {
  for (const text of ['1000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '0999-12-31T23:59:59.999Z']) {
    expect(isoTime(new Date(text))).toBe(text);
  }
});

it('an invalid date is no text', () => {
  expect(() => isoTime(new Date(Number.NaN))).toThrow(RangeError);
});
