import { describe, expect, it } from 'vitest';
import { isOnlyPlaceholder, isPlaceholder } from '../../src/reading/placeholders.ts';
import { askEngine } from '../support/ask-engine.ts';

const regulator = { text: 'What is the name of the regulator?', type: 'TEXT' } as const;
const number = { text: 'What is the company registration number?', type: 'TEXT' } as const;
const form = {
  text: 'What is the legal form of the company?',
  type: 'SINGLE_CHOICE',
  options: ['Private limited company', 'Public limited company', 'Partnership'],
} satisfies Parameters<typeof askEngine>[0];

const placeholders = [
  '[please complete]',
  '<name of the regulator>',
  '«Regulator»',
  '{{regulator}}',
  '\u0024{regulator}',
  '[Regulator]',
  '[●]',
  'e.g. FCA, BaFin',
  '(e.g. FCA)',
  'z. B. BaFin',
  'for example FCA',
  'par ex. AMF',
  'Click or tap here to enter text.',
  'Klicken oder tippen Sie hier, um Text einzugeben.',
  'Cliquez ou appuyez ici pour entrer du texte.',
  'Haga clic o pulse aquí para escribir texto.',
  'Choose an item.',
  'Wählen Sie ein Element aus.',
  'Please select',
  '-- Select --',
  'Bitte wählen',
  'Veuillez sélectionner',
  'Please specify the competent authority',
  'Insert name here',
  'Enter your answer',
  'to be confirmed',
  'TBC',
  'FCA [please confirm]',
  'FCA (TBC)',
  'wird nachgereicht',
  'XXXXXX',
  '________',
  '..........',
  '#N/A',
  'Name of the competent authority',
  'same as above',
  '[insert] Authority',
  'Insert regulator',
  '(name of regulator)',
  '[[regulator]]',
  'i.e. FCA',
  'to follow',
  'will be provided',
  'upon request',
];

const answers = [
  'Financial Conduct Authority',
  'FCA',
  'Select Capital Ltd',
  'Enterprise Bank',
  'Clickworks Ltd',
  'List AG',
  'State Bank of India',
  'Provident Ltd',
  'Bitter & Söhne GmbH',
  'We make lenses, e.g. for cameras.',
  'anna@example.com',
  '12345',
  '10000000',
  '2024-01-01',
];

describe('a placeholder', () => {
  it.each(placeholders)('a placeholder is no answer: %s', async (placeholder) => {
    expect(isPlaceholder(placeholder)).toBe(true);
    expect(await askEngine(regulator, `Regulator: ${placeholder}`)).toBeUndefined();
    expect(
      await askEngine(regulator, `Item | Value\nRegulator | ${placeholder}\nSeat | Oslo`),
    ).toBeUndefined();
  });

  it.each(answers)('a placeholder is not seen in an answer: %s', (answer) => {
    expect(isPlaceholder(answer)).toBe(false);
  });

  it('a placeholder for a number, date or address is not proposed as a value', async () => {
    for (const zero of [
      '00000000',
      'HRB 00000',
      '000-000-000',
      'XXXXXXXX',
      '[number]',
      '12345678 [to be confirmed]',
    ]) {
      expect(await askEngine(number, `Company registration number: ${zero}`), zero).toBeUndefined();
    }
    expect(await askEngine(number, 'Company registration number: 00012345')).toBe('00012345');
    const website = { text: 'What is the website of the company?', type: 'URL' } as const;
    expect(await askEngine(website, 'Website: www.yourcompany.com')).toBeUndefined();
    const email = { text: 'What is the email address of the company?', type: 'EMAIL' } as const;
    expect(await askEngine(email, 'Email: name@company.com')).toBeUndefined();
    const founded = { text: 'When was the company incorporated?', type: 'DATE' } as const;
    expect(await askEngine(founded, 'Incorporated on: DD/MM/YYYY')).toBeUndefined();
    expect(await askEngine(founded, 'Incorporated on: [e.g. 01/02/2020]')).toBeUndefined();
    const staff = { text: 'How many people does the company employ?', type: 'NUMBER' } as const;
    expect(await askEngine(staff, 'Employees: e.g. 50')).toBeUndefined();
    expect(await askEngine(staff, 'Employees: [50]')).toBeUndefined();
    const country = { text: 'In which country is the company incorporated?', type: 'COUNTRY' } as const;
    expect(await askEngine(country, 'Country of incorporation: <Germany>')).toBeUndefined();
    expect(await askEngine(country, 'Country of incorporation: e.g. Germany, France')).toBeUndefined();
  });

  it('a placeholder for a choice is not proposed as a value', async () => {
    for (const value of [
      'Please select',
      '[Private limited company]',
      'e.g. private limited company',
      '<partnership>',
    ]) {
      expect(await askEngine(form, `Legal form: ${value}`), value).toBeUndefined();
    }
    expect(await askEngine(form, 'Legal form: private limited company')).toBe('Private limited company');
  });

  it('a placeholder is what says no more than its label, or is not sure', async () => {
    for (const value of [
      'Regulator name',
      'your regulator here',
      'The regulator',
      'regulator',
      'FCA?',
      'FCA, BaFin, AMF etc.',
    ]) {
      expect(await askEngine(regulator, `Regulator: ${value}`), value).toBeUndefined();
    }
    expect(await askEngine(regulator, 'Regulator: The Pensions Regulator')).toBe('The Pensions Regulator');
    expect(await askEngine(regulator, 'Regulator (FCA or BaFin): FCA')).toBe('FCA');
  });
});

describe('a quote that names a value', () => {
  it('a quote that names a value only as an example or in brackets does not count as stating it', () => {
    expect(isOnlyPlaceholder('FCA', 'Regulator: e.g. FCA, BaFin')).toBe(true);
    expect(isOnlyPlaceholder('BaFin', 'Regulator: e.g. FCA, BaFin')).toBe(true);
    expect(isOnlyPlaceholder('FCA', 'Our regulator is [FCA / BaFin].')).toBe(true);
    expect(isOnlyPlaceholder('FCA', 'Regulator: «FCA»')).toBe(true);
    expect(isOnlyPlaceholder('FCA', 'Regulators, such as BaFin or FCA')).toBe(true);
    expect(isOnlyPlaceholder('50', 'Employees: [please complete]')).toBe(true);
  });

  it('a quote that names a value says it where the brackets and examples are of something else', () => {
    expect(isOnlyPlaceholder('FCA', 'Regulator (e.g. BaFin): FCA')).toBe(false);
    expect(isOnlyPlaceholder('FCA', '[x] FCA [ ] BaFin')).toBe(false);
    expect(isOnlyPlaceholder('FCA', 'Regulator [1]: FCA')).toBe(false);
    expect(isOnlyPlaceholder('anna@example.com', 'Contact: Anna <anna@example.com>')).toBe(false);
    expect(isOnlyPlaceholder('FCA', 'For example, see below. The regulator is FCA.')).toBe(false);
    expect(isOnlyPlaceholder('50', 'Employees: 50')).toBe(false);
  });
});
