import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const ukRegisterExtract: CorpusCase = {
  name: 'UK register extract',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Harbourline Freight Limited', entityType: 'COMPANY' },
  documents: [
    {
      name: 'register-extract.pdf',
      format: 'pdf',
      pages: [
        [
          'Register of companies',
          'HARBOURLINE FREIGHT LIMITED',
          [
            ['Company number', '09417736'],
            ['Company status', 'Active'],
            ['Company type', 'Private limited company'],
            ['Incorporated on', '2 February 2015'],
            ['Registered office address', '14 Quayside Court, Bristol, England, BS1 6XN'],
            [
              'Nature of business (SIC)',
              '52290 - Other transportation support activities (freight forwarding)',
            ],
          ],
          'Accounts',
          'Next accounts made up to 31 March 2026, due by 31 December 2026\nLast accounts made up to 31 March 2025',
          'Previous company names',
          [
            ['Name', 'Period'],
            ['BRISTOL CARGO AGENTS LIMITED', '02 Feb 2015 - 19 Jun 2017'],
          ],
        ],
        [
          'Officers',
          [
            ['Name', 'Role', 'Date of birth', 'Appointed on', 'Nationality'],
            ['Amelia Rose Penhallow', 'Director', 'May 1974', '2 February 2015', 'British'],
            ['Gareth Owain Pryce', 'Director', 'November 1980', '14 July 2018', 'British'],
          ],
          'Persons with significant control',
          'Ms Amelia Rose Penhallow, British, born May 1974, country of residence England. Nature of control: ownership of shares, 75 % or more.',
          'Filing agent: Tidewater Secretarial Services Limited, company number 03558812, registered office 3 Castle Row, Cardiff CF10 1AA.',
        ],
      ],
    },
  ],
  expected: {
    registration_number: '09417736',
    legal_name: 'HARBOURLINE FREIGHT LIMITED',
    incorporation_date: '2015-02-02',
    legal_form: 'Private limited company',
    registered_address: { has: ['14 Quayside Court', 'BS1 6XN'], lacks: ['Castle'] },
    industry: 'Trade and logistics',
    directors: { has: ['Penhallow', 'Pryce'], lacks: ['Tidewater'] },
    has_beneficial_owners: true,
    beneficial_owners: { has: ['Penhallow'], lacks: ['Tidewater'] },
  },
  unlabelled: ['has_beneficial_owners'],
};
