import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const memorandum: CorpusCase = {
  name: 'Memorandum',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Oakmoor Instruments Ltd', entityType: 'COMPANY' },
  documents: [
    {
      name: 'onboarding-memo.docx',
      format: 'docx',
      pages: [
        [
          'Memorandum',
          'Client: Oakmoor Instruments Ltd ("the Company")',
          'Background',
          'The Company was incorporated in Scotland on 5 May 2003 under company number SC248811. It designs and manufactures laboratory balances. Its ultimate parent, Tarn Holdings Limited, was incorporated in Jersey on 1 March 1999 under number 72215 and has its registered office at 4 Esplanade, St Helier.',
          'The registered office of the Company is at 2 Mill Lade, Perth PH1 5AA. The principal place of business of the Company is at Unit 12, Inveralmond Park, Perth PH1 3EE.',
          'The company employs 46 people.',
          'Ownership',
          'No natural person owns or controls 25 % or more of the shares or voting rights, directly or indirectly. The shares of the Company and of its parent are not listed on any market.',
          'The source of funds is the cash flow from the sale of its products.',
          'Compliance',
          'The Company has an anti-bribery and corruption policy that binds staff and agents. It does not yet have a whistleblowing channel; the board intends to adopt one next year.',
          'The Company has no written AML programme because it is not regulated by any financial authority.',
        ],
      ],
    },
  ],
  expected: {
    incorporation_date: '2003-05-05',
    incorporation_country: 'GB',
    registration_number: 'SC248811',
    registered_address: { has: ['2 Mill Lade', 'PH1 5AA'], lacks: ['Esplanade'] },
    business_description: { has: ['laboratory balances'] },
    employee_count: 46,
    has_beneficial_owners: false,
    listed: false,
    source_of_funds: { has: ['cash flow'] },
    anti_bribery_policy: true,
    whistleblowing_channel: false,
    aml_programme: false,
    regulated: false,
    industry: 'Manufacturing',
    operates_elsewhere: true,
    business_address: { has: ['Inveralmond Park', 'PH1 3EE'] },
    legal_form: 'Private limited company',
    legal_name: 'Oakmoor Instruments Ltd',
  },
};
