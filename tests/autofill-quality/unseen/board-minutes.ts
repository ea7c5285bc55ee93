import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const boardMinutes: CorpusCase = {
  name: 'Board minutes with plans and departures',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Larkspur Biologics Limited', entityType: 'COMPANY' },
  documents: [
    {
      name: 'minutes.docx',
      format: 'docx',
      pages: [
        [
          'LARKSPUR BIOLOGICS LIMITED (company number 11520938)',
          'Minutes of the meeting of the board held on 9 September 2025 at the company’s office, 5 Tannery Square, Cambridge CB1 8TT',
          'Present: Dr Ola Brennan (chair), Samuel Whitlock, Chiamaka Obi. Apologies: none.',
          '1. Registered office',
          'It was resolved that the registered office will be moved to 40 Hauxton Park, Cambridge CB22 5HY with effect from 1 January 2026.',
          '2. Money laundering reporting officer',
          'Samuel Whitlock resigned as MLRO. The board will appoint a successor at its next meeting.',
          '3. Sanctions',
          'The board considered whether any shareholder is subject to sanctions. Counsel has been asked to report.',
          '4. Accounts',
          'The draft accounts show revenue of £4.2 million for the year ended 30 June 2025. Revenue of EUR 6 million is forecast for 2026.',
          '5. Policies',
          'The board approved the revised anti-bribery and corruption policy. The AML policy was not approved and will be presented again.',
          '6. Insurance',
          'The broker, Fenwick Risk Partners Ltd (company number 04410027), will attend the next meeting.',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'LARKSPUR BIOLOGICS LIMITED',
    registration_number: '11520938',
    legal_form: 'Private limited company',
    anti_bribery_policy: true,
  },
  unlabelled: ['registration_number', 'anti_bribery_policy'],
};
