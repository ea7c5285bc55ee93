import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../src/portal/texts/choose-language.ts';

describe('the language of the recipient’s pages', () => {
  it.each([
    ['de', 'de'],
    ['DE-ch', 'de'],
    ['de-DE,de;q=0.9,en;q=0.8', 'de'],
    ['en-US,en;q=0.9,de;q=0.8', 'en'],
    ['en;q=0.5, de;q=0.7', 'de'],
    ['en; q=0.5 , de ; q=0.7', 'de'],
    ['fr-FR, fr;q=0.9, de;q=0.4, en;q=0.3', 'de'],
    ['de, en', 'de'],
    ['en, de', 'en'],
    ['*, de;q=0.5', 'en'],
    ['en;q=0, *', 'de'],
    ['en;q=0.1, *;q=0.5', 'de'],
  ])(
    'the language of the recipient’s pages follows the browser’s weights and order: %s gives %s',
    (header, language) => {
      expect(chooseLanguage(header)).toBe(language);
    },
  );

  it.each([
    undefined,
    '',
    'fr',
    'de;q=0',
    'de;q=0, fr',
    '*;q=0',
    'den',
    'de_DE',
    ';;,,;q=1',
    'de;q=high',
    'de;q=',
    'de;q=7',
  ])('the language of the recipient’s pages is English where German is not requested: %s', (header) => {
    expect(chooseLanguage(header)).toBe('en');
  });
});
