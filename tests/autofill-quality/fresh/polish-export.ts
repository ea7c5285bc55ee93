import type { CorpusCase } from '../corpus-case.ts';

export const polishExport: CorpusCase = {
  name: 'Polish register export (CSV)',
  questionnaire: {
    name: 'Kundenannahme',
    type: 'DDQ',
    language: 'en',
    sections: [
      {
        title: 'Client',
        questions: [
          {
            key: 'legal_name',
            text: 'What is the full legal name of the company?',
            type: 'TEXT',
            hints: ['firma', 'nazwa'],
          },
          {
            key: 'registration_number',
            text: 'What is the company registration number?',
            type: 'TEXT',
            hints: ['numer KRS', 'KRS'],
          },
          { key: 'tax_number', text: 'Tax number', type: 'TEXT', hints: ['NIP'] },
          { key: 'statistics_number', text: 'Statistical number', type: 'TEXT', hints: ['REGON'] },
          {
            key: 'incorporation_date',
            text: 'When was the company incorporated?',
            type: 'DATE',
            hints: ['data rejestracji w KRS'],
          },
          { key: 'legal_form', text: 'Legal form', type: 'TEXT', hints: ['forma prawna'] },
          {
            key: 'registered_address',
            text: 'What is the registered office address?',
            type: 'LONG_TEXT',
            hints: ['adres siedziby'],
          },
          {
            key: 'country',
            text: 'In which country is the company incorporated?',
            type: 'COUNTRY',
            hints: ['kraj'],
          },
          {
            key: 'capital',
            text: 'Share capital in zloty',
            type: 'NUMBER',
            hints: ['wysokość kapitału zakładowego', 'kapitał zakładowy'],
          },
          { key: 'email', text: 'Company email', type: 'EMAIL', hints: ['adres poczty elektronicznej'] },
          { key: 'website', text: 'Company website', type: 'URL', hints: ['strona internetowa'] },
          {
            key: 'representation',
            text: 'How is the company represented?',
            type: 'LONG_TEXT',
            hints: ['sposób reprezentacji'],
          },
          {
            key: 'insolvent',
            text: 'Is the company insolvent or in liquidation?',
            type: 'BOOLEAN',
            hints: ['w upadłości lub likwidacji'],
          },
        ],
      },
    ],
  },
  subject: { name: 'Bursztyn Meble Sp. z o.o.', entityType: 'COMPANY' },
  documents: [
    {
      name: 'krs-export.csv',
      format: 'csv',
      pages: [
        [
          [
            ['pole', 'wartość'],
            ['Numer KRS', '0000618427'],
            ['NIP', '5842751906'],
            ['REGON', '364519823'],
            ['Firma', 'Bursztyn Meble Sp. z o.o.'],
            ['Forma prawna', 'Spółka z ograniczoną odpowiedzialnością'],
            ['Data rejestracji w KRS', '2016-05-18'],
            ['Adres siedziby', 'ul. Rybacka 7, 81-340 Gdynia, Polska'],
            ['Kraj', 'Polska'],
            ['Adres poczty elektronicznej', 'biuro@bursztynmeble.example'],
            ['Strona internetowa', 'www.bursztynmeble.example'],
            ['Kapitał zakładowy', '50 000,00 PLN'],
            ['Sposób reprezentacji', 'Każdy członek zarządu samodzielnie'],
            ['Poprzednia nazwa', 'Gdyńskie Meble Sp. z o.o.'],
          ],
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Bursztyn Meble Sp. z o.o.',
    registration_number: '0000618427',
    tax_number: '5842751906',
    statistics_number: '364519823',
    incorporation_date: '2016-05-18',
    legal_form: 'Spółka z ograniczoną odpowiedzialnością',
    registered_address: { has: ['ul. Rybacka 7', '81-340 Gdynia'] },
    country: 'PL',
    capital: 50_000,
    email: 'biuro@bursztynmeble.example',
    website: 'https://www.bursztynmeble.example',
    representation: { has: ['Każdy członek zarządu'] },
  },
};
