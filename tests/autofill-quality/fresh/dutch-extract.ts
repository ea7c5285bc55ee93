import type { CorpusCase } from '../corpus-case.ts';

export const dutchExtract: CorpusCase = {
  name: 'Dutch trade register extract (German questions)',
  questionnaire: {
    name: 'Geschäftspartnerprüfung',
    type: 'DDQ',
    language: 'de',
    sections: [
      {
        title: 'Gesellschaft',
        questions: [
          {
            key: 'firma',
            text: 'Wie lautet die Firma der Gesellschaft?',
            type: 'TEXT',
            hints: ['statutaire naam'],
          },
          { key: 'nummer', text: 'Registernummer', type: 'TEXT', hints: ['KvK-nummer', 'kvk nummer'] },
          { key: 'rsin', text: 'RSIN', type: 'TEXT' },
          { key: 'sitz', text: 'Sitz der Gesellschaft', type: 'TEXT', hints: ['statutaire zetel'] },
          { key: 'anschrift', text: 'Geschäftsanschrift', type: 'LONG_TEXT', hints: ['bezoekadres'] },
          {
            key: 'gruendung',
            text: 'Gründungsdatum',
            type: 'DATE',
            hints: ['datum akte van oprichting', 'eerste inschrijving handelsregister'],
          },
          {
            key: 'kapital',
            text: 'Gezeichnetes Kapital in Euro',
            type: 'NUMBER',
            hints: ['geplaatst kapitaal'],
          },
          {
            key: 'mitarbeiter',
            text: 'Anzahl der Mitarbeiter',
            type: 'NUMBER',
            hints: ['werkzame personen'],
          },
          { key: 'handelsname', text: 'Handelsnamen', type: 'TEXT', hints: ['handelsnaam', 'handelsnamen'] },
          {
            key: 'vertretung',
            text: 'Wer vertritt die Gesellschaft?',
            type: 'LONG_TEXT',
            hints: ['bestuurders', 'bestuurder'],
          },
          { key: 'telefon', text: 'Telefonnummer', type: 'TEXT', hints: ['telefoonnummer'] },
          {
            key: 'boerse',
            text: 'Ist die Gesellschaft börsennotiert?',
            type: 'BOOLEAN',
            hints: ['beursgenoteerd'],
          },
        ],
      },
    ],
  },
  subject: { name: 'Waterkant Logistiek B.V.', entityType: 'COMPANY' },
  documents: [
    {
      name: 'uittreksel.pdf',
      format: 'pdf',
      pages: [
        [
          'Uittreksel Handelsregister',
          [['KvK-nummer', '58213307']],
          'Rechtspersoon',
          [
            ['RSIN', '852934176'],
            ['Rechtsvorm', 'Besloten Vennootschap'],
            ['Statutaire naam', 'Waterkant Logistiek B.V.'],
            ['Statutaire zetel', 'Rotterdam'],
            ['Eerste inschrijving handelsregister', '04-07-2013'],
            ['Datum akte van oprichting', '02-07-2013'],
            ['Geplaatst kapitaal', 'EUR 18.000,00'],
          ],
          'Onderneming',
          [
            ['Handelsnamen', 'Waterkant Logistiek'],
            ['Werkzame personen', '31'],
          ],
          'Vestiging',
          [
            ['Vestigingsnummer', '000028114056'],
            ['Bezoekadres', 'Sluisjesdijk 44, 3087AG Rotterdam'],
            ['Telefoonnummer', '0102945518'],
          ],
          'Bestuurder',
          [
            ['Naam', 'Wiersma, Douwe Pieter'],
            ['Geboortedatum', '11-02-1971'],
            ['Datum in functie', '02-07-2013'],
          ],
        ],
      ],
    },
  ],
  expected: {
    firma: 'Waterkant Logistiek B.V.',
    nummer: '58213307',
    rsin: '852934176',
    sitz: 'Rotterdam',
    anschrift: { has: ['Sluisjesdijk 44', '3087AG'] },
    kapital: 18_000,
    mitarbeiter: 31,
    handelsname: 'Waterkant Logistiek',
    telefon: '0102945518',
    vertretung: { has: ['Wiersma'] },
  },
};
