import type { CorpusCase } from '../corpus-case.ts';

export const swissRegister: CorpusCase = {
  name: 'Swiss register extract (French)',
  questionnaire: {
    name: 'Counterparty identification',
    type: 'DDQ',
    language: 'en',
    sections: [
      {
        title: 'Counterparty',
        questions: [
          {
            key: 'name',
            text: 'Name of the counterparty',
            type: 'TEXT',
            hints: ['raison sociale', 'raison de commerce'],
          },
          {
            key: 'uid',
            text: 'Enterprise identification number',
            type: 'TEXT',
            hints: ['IDE', 'numéro IDE', 'UID'],
          },
          {
            key: 'registered',
            text: 'When was it entered in the register?',
            type: 'DATE',
            hints: ["date d'inscription", 'inscrite le'],
          },
          { key: 'seat', text: 'Registered seat', type: 'TEXT', hints: ['siège', 'siège social'] },
          { key: 'address', text: 'Business address', type: 'LONG_TEXT', hints: ['adresse', 'domicile'] },
          {
            key: 'form',
            text: 'Legal form',
            type: 'SINGLE_CHOICE',
            options: ['Société anonyme', 'Société à responsabilité limitée', 'Association'],
            hints: ['forme juridique', 'nature juridique'],
          },
          {
            key: 'capital',
            text: 'Share capital in Swiss francs',
            type: 'NUMBER',
            hints: ['capital-actions', 'capital social'],
          },
          { key: 'purpose', text: 'Corporate purpose', type: 'LONG_TEXT', hints: ['but'] },
          { key: 'auditor', text: 'Who audits the accounts?', type: 'TEXT', hints: ['organe de révision'] },
          { key: 'phone', text: 'Telephone', type: 'TEXT', hints: ['téléphone'] },
          {
            key: 'staff',
            text: 'Number of employees',
            type: 'NUMBER',
            hints: ['effectif', 'nombre de collaborateurs'],
          },
        ],
      },
    ],
  },
  subject: { name: 'Horlogerie du Vallon SA', entityType: 'COMPANY' },
  documents: [
    {
      name: 'extrait.pdf',
      format: 'pdf',
      pages: [
        [
          'Registre du commerce du canton de Neuchâtel',
          'Extrait avec radiations éventuelles',
          [
            ['Raison sociale', 'Horlogerie du Vallon SA'],
            ['N° IDE', 'CHE-114.207.663'],
            ['Forme juridique', 'Société anonyme'],
            ["Date d'inscription", '17.04.2003'],
            ['Siège', 'Val-de-Travers'],
            ['Domicile', 'Rue du Temple 11, 2114 Fleurier'],
            ['Capital-actions', "CHF 250'000.00"],
            ['Libération', "CHF 250'000.00"],
          ],
          'But: Fabrication et vente de mouvements mécaniques ainsi que de composants horlogers.',
          'Organe de révision: Fiduciaire Areuse Sàrl',
          'Ancienne raison sociale: Ateliers du Vallon Sàrl',
        ],
      ],
    },
  ],
  expected: {
    name: 'Horlogerie du Vallon SA',
    uid: 'CHE-114.207.663',
    registered: '2003-04-17',
    seat: 'Val-de-Travers',
    address: { has: ['Rue du Temple 11', '2114 Fleurier'] },
    form: 'Société anonyme',
    capital: 250_000,
    purpose: { has: ['mouvements mécaniques'] },
    auditor: 'Fiduciaire Areuse Sàrl',
  },
};
