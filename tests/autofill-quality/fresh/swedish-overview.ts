import type { CorpusCase } from '../corpus-case.ts';

export const swedishOverview: CorpusCase = {
  name: 'Swedish overview (list with dashes)',
  questionnaire: {
    name: 'Lieferantenprüfung',
    type: 'RFI',
    language: 'de',
    sections: [
      {
        title: 'Lieferant',
        questions: [
          { key: 'firma', text: 'Firma', type: 'TEXT', hints: ['företagsnamn'] },
          { key: 'orgnr', text: 'Organisationsnummer', type: 'TEXT', hints: ['org.nr'] },
          { key: 'registriert', text: 'Tag der Registrierung', type: 'DATE', hints: ['registreringsdatum'] },
          { key: 'adresse', text: 'Postanschrift', type: 'LONG_TEXT', hints: ['postadress'] },
          { key: 'land', text: 'Sitzland', type: 'COUNTRY', hints: ['land'] },
          {
            key: 'geschaeftsfuehrung',
            text: 'Wer führt die Geschäfte?',
            type: 'TEXT',
            hints: ['verkställande direktör', 'VD'],
          },
          { key: 'pruefer', text: 'Abschlussprüfer', type: 'TEXT', hints: ['revisor'] },
          {
            key: 'umsatz',
            text: 'Umsatz in schwedischen Kronen',
            type: 'NUMBER',
            hints: ['nettoomsättning'],
          },
          {
            key: 'mitarbeiter',
            text: 'Wie viele Mitarbeiter hat das Unternehmen?',
            type: 'NUMBER',
            hints: ['antal anställda'],
          },
          {
            key: 'mwst',
            text: 'Umsatzsteuer-Identifikationsnummer',
            type: 'TEXT',
            hints: ['momsregistreringsnummer', 'VAT-nr'],
          },
          {
            key: 'normen',
            text: 'Nach welchen Normen sind Sie zertifiziert?',
            type: 'MULTI_CHOICE',
            options: ['ISO 9001', 'ISO 14001', 'ISO 27001'],
            hints: ['certifieringar'],
          },
          { key: 'web', text: 'Internetadresse', type: 'URL', hints: ['webbplats'] },
          { key: 'kollektiv', text: 'Besteht ein Tarifvertrag?', type: 'BOOLEAN', hints: ['kollektivavtal'] },
        ],
      },
    ],
  },
  subject: { name: 'Fjällvind Komponenter AB', entityType: 'COMPANY' },
  documents: [
    {
      name: 'oversikt.md',
      format: 'md',
      pages: [
        [
          '# Fjällvind Komponenter AB',
          '## Företagsuppgifter\n\n- Företagsnamn – Fjällvind Komponenter AB\n- Org.nr – 556842-7713\n- Registreringsdatum – 2011-03-28\n- Momsregistreringsnummer – SE556842771301\n- Postadress – Industrigatan 8, 831 34 Östersund\n- Land – Sverige',
          '## Ledning\n\n- Verkställande direktör: Maja Lindqvist\n- Revisor: Norrsken Revision AB\n- Tidigare VD: Stig Hedlund',
          '## Nyckeltal 2024\n\n- Nettoomsättning: 86 400 000 SEK\n- Antal anställda: 43\n- Certifieringar: ISO 9001, ISO 14001\n- Webbplats: www.fjallvind.example',
        ],
      ],
    },
  ],
  expected: {
    firma: 'Fjällvind Komponenter AB',
    orgnr: '556842-7713',
    registriert: '2011-03-28',
    adresse: { has: ['Industrigatan 8', 'Östersund'] },
    land: 'SE',
    geschaeftsfuehrung: 'Maja Lindqvist',
    pruefer: 'Norrsken Revision AB',
    umsatz: 86_400_000,
    mitarbeiter: 43,
    mwst: 'SE556842771301',
    normen: ['ISO 9001', 'ISO 14001'],
    web: 'https://www.fjallvind.example',
  },
};
