import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

/** What text recognition makes of a form that was filled in, stamped and copied more than once. */
export const messyScan: CorpusCase = {
  name: 'Messy scan',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Copperfield Textiles Limited', entityType: 'COMPANY' },
  documents: [
    {
      name: 'scan-0017.txt',
      format: 'txt',
      pages: [
        [
          '. ,  ACC0UNT OPENING F0RM                   ~~ page 1 of 1',
          'Cornpany name :  Copperfield Textiles Limited\nRegistrati0n nurnber:   0B77S216\nDate of lncorporation  : 17 April 2012\nRegistered 0ffice : 8 Weavers Yard, Bradford BD1 4QS',
          'Nurnber of employees:  64\nTurnover (last year) : approx. £ 3.1 m',
          'Ernail: accounts@copperfield-textiles.example\nWebsite: www.copperfield-textiles.example',
          'Money Laundering Reporting 0fficer:  _______________\nPEP (y/n) : n/a',
          'S1gned   ~J. Hallo|well  ~  date 3/4/2O25\nF0R BANK USE 0NLY  branch 20-44-91  ~ ref 11298',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Copperfield Textiles Limited',
    incorporation_date: '2012-04-17',
    registered_address: { has: ['8 Weavers Yard', 'BD1 4QS'] },
    employee_count: 64,
    website: 'https://www.copperfield-textiles.example',
    legal_form: 'Private limited company',
  },
};
