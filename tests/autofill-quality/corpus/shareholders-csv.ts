import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const shareholdersCsv: CorpusCase = {
  name: 'Shareholders CSV',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Lindqvist Marine Ltd', entityType: 'COMPANY' },
  documents: [
    {
      name: 'ubo-register.csv',
      format: 'csv',
      pages: [
        [
          [
            [
              'Beneficial owner',
              'Date of birth',
              'Nationality',
              'Country of residence',
              'Percentage',
              'How held',
            ],
            ['Sven Arvid Lindqvist', '1961-04-30', 'Swedish', 'Sweden', '55 %', 'directly'],
            [
              'Maja Elin Lindqvist',
              '1990-12-11',
              'Swedish',
              'United Kingdom',
              '30 %',
              'through Lindqvist Family Holding AB',
            ],
          ],
        ],
      ],
    },
  ],
  expected: {
    has_beneficial_owners: true,
    beneficial_owners: { has: ['Sven Arvid Lindqvist', 'Maja Elin Lindqvist', '55 %', '30 %'] },
  },
  unlabelled: ['has_beneficial_owners'],
};
