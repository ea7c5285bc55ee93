import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const email: CorpusCase = {
  name: 'E-mail',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Solanum Foods B.V.', entityType: 'COMPANY' },
  documents: [
    {
      name: 'answers-from-client.eml',
      format: 'eml',
      pages: [
        [
          'Dear Ms Oduya,\n\nthank you for your list. Here is what we can confirm for Solanum Foods B.V.:',
          'Registration number: 70214468 (Dutch trade register)\nIncorporated: 3 September 2018\nCountry of incorporation: Netherlands\nWebsite: https://solanum-foods.example\nNumber of employees: 85',
          'None of our owners, directors or senior managers is a politically exposed person. Neither the company nor any owner or director is subject to sanctions.',
          'The purpose of the business relationship is to collect card payments from our online shop; we expect about EUR 2 million a year.',
          'We do not have nominee shareholders, nominee directors or bearer shares.',
          'Kind regards\nWillem de Graaf\nFinance Director\nSolanum Foods B.V.\nKeizersgracht 402, 1016 GC Amsterdam',
        ],
      ],
    },
  ],
  expected: {
    registration_number: '70214468',
    incorporation_date: '2018-09-03',
    incorporation_country: 'NL',
    website: 'https://solanum-foods.example',
    employee_count: 85,
    pep_exposure: false,
    sanctions_exposure: false,
    relationship_purpose: { has: ['card payments', 'EUR 2 million'] },
    nominees_or_bearer_shares: false,
    legal_name: 'Solanum Foods B.V.',
    legal_form: 'Private limited company',
  },
  unlabelled: ['pep_exposure', 'sanctions_exposure', 'relationship_purpose', 'nominees_or_bearer_shares'],
};
