import { describe, expect, test } from 'vitest';
import { hasIdentifier, hasPhone, readIban, readLei, readPhone } from '../../src/reading/identifiers.ts';

/** ISO 7064 MOD 97-10 as the standard writes it: one long number, whose remainder is 1. */
const remainder97 = (code: string): bigint =>
  BigInt(Array.from(code, (character) => Number.parseInt(character, 36)).join('')) % 97n;

/** An IBAN's country and check digits count from its end. */
const ibanRemainder97 = (code: string): bigint => remainder97(code.slice(4) + code.slice(0, 4));

describe('an LEI', () => {
  test.each(['529900T8BM49AURSDO55', 'HWUPKR0MPOU8FGXBT394', 'INR2EJN1ERAN0W5ZP974'])(
    '%s, which has the check digits of ISO 17442, is read in any letter case and groups',
    (code) => {
      expect(remainder97(code)).toBe(1n);
      expect(readLei(code)).toBe(code);
      expect(readLei(` ${code.toLowerCase().replaceAll(/(.{4})/g, '$1 ')}`)).toBe(code);
    },
  );

  test.each([
    ['wrong check digits', '529900T8BM49AURSDO56'],
    ['two characters in each other’s place', '529900T8BM94AURSDO55'],
    ['a character too few', '529900T8BM49AURSDO5'],
    ['letters as check digits', '529900T8BM49AURSDOAA'],
  ])('with %s is rejected', (_, code) => {
    expect(readLei(code)).toBeUndefined();
  });
});

describe('an IBAN', () => {
  test.each(['GB82WEST12345698765432', 'DE89370400440532013000', 'FR1420041010050500013M02606'])(
    '%s, which has valid check digits, is read in any letter case and groups',
    (code) => {
      expect(ibanRemainder97(code)).toBe(1n);
      expect(readIban(code)).toBe(code);
      expect(readIban(code.toLowerCase().replaceAll(/(.{4})/g, '$1 '))).toBe(code);
    },
  );

  test('with valid check digits and the length of another country is rejected', () => {
    const account = '370400440532013';
    const checkDigits = String(98n - ibanRemainder97(`DE00${account}`)).padStart(2, '0');
    const code = `DE${checkDigits}${account}`;
    expect(ibanRemainder97(code)).toBe(1n);
    expect(readIban(code)).toBeUndefined();
  });

  test.each([
    ['wrong check digits', 'GB82WEST12345698765433'],
    ['a country without IBANs', 'US64SVBKUS6S3300958879'],
    ['words around it', 'my account is GB82WEST12345698765432'],
  ])('with %s is rejected', (_, code) => {
    expect(readIban(code)).toBeUndefined();
  });
});

describe('a telephone number', () => {
  test.each([
    ['+44 20 7946 0958', '+442079460958'],
    ['0049 (0)30 123 456', '+4930123456'],
    ['+1 (212) 555-0123', '+12125550123'],
  ])('%s is read as %s', (written, number) => {
    expect(readPhone(written)).toBe(number);
  });

  test.each(['020 7946 0958', '+44 20', '+44 20 7946 0958 ext. 12'])('%s is rejected', (written) => {
    expect(readPhone(written)).toBeUndefined();
  });
});

describe('a text', () => {
  const iban = 'GB82WEST12345698765432';

  test.each([
    'IBAN: GB82 WEST 1234 5698 7654 32, BIC WESTGB2L',
    'Account gb82-west-1234-5698-7654-32.',
    'GB82WEST12345698765432',
    'GB82 WEST 1234\n5698 7654 32',
  ])('contains an identifier in whatever groups: %j', (text) => {
    expect(hasIdentifier(iban, text)).toBe(true);
  });

  test.each(['GB82 WEST 1234 5698 7654 3299', 'XGB82WEST12345698765432', 'GB82 WEST 1234 5698 7654 33'])(
    'does not contain an identifier that is a part of a longer one, or another: %j',
    (text) => {
      expect(hasIdentifier(iban, text)).toBe(false);
    },
  );

  test('contains a telephone number only as a whole', () => {
    expect(hasPhone('+442079460958', 'Call +44 (0)20 7946 0958 today')).toBe(true);
    expect(hasPhone('+442079460958', 'Call +44 20 7946 0959')).toBe(false);
  });
});
