import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const wolfsbergStyleForm: CorpusCase = {
  name: 'Completed correspondent questionnaire',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Banco Ribatejo Digital, S.A.', entityType: 'COMPANY' },
  documents: [
    {
      name: 'questionnaire-2025.docx',
      format: 'docx',
      pages: [
        [
          'Financial crime compliance questionnaire',
          [
            ['No.', 'Question', 'Answer'],
            ['1', 'Full legal name', 'Banco Ribatejo Digital, S.A.'],
            ['2', 'Full legal (registered) address', 'Rua do Cais 18, 2000-042 Santarém, Portugal'],
            ['3', 'Full primary business address (if different from above)', 'Not applicable'],
            ['4', 'Date of entity incorporation / establishment', '7 May 2019'],
            ['5', 'Is the entity publicly traded (25 % of shares publicly traded)?', 'No'],
            ['6', 'Name of primary financial regulator / supervisory authority', 'Banco de Portugal'],
            ['7', 'Provide Legal Entity Identifier (LEI) if available', 'n/a'],
            [
              '8',
              'Provide the full legal name of the ultimate parent (if different from the entity completing the DDQ)',
              'Grupo Ribatejo SGPS, S.A.',
            ],
            ['9', 'Does the entity have bearer shares?', 'No'],
            ['10', 'Total number of full time employees', '> 200'],
            [
              '11',
              'Does the entity have a programme that sets minimum AML, CTF and sanctions standards and that is approved by the board?',
              'Yes',
            ],
            [
              '12',
              'Does the entity have policies and procedures consistent with applicable ABC regulations?',
              'Yes',
            ],
            ['13', 'Does the entity screen its customers against sanctions lists?', 'Yes'],
            ['14', 'OFAC', 'Used for screening customers'],
            ['15', 'Has the entity a whistleblower policy?', 'Yes'],
            ['16', 'Do you have customers who are politically exposed persons?', 'Yes'],
          ],
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Banco Ribatejo Digital, S.A.',
    registered_address: { has: ['Rua do Cais 18', '2000-042 Santarém'] },
    incorporation_date: '2019-05-07',
    regulated: true,
    regulator_name: 'Banco de Portugal',
    aml_programme: true,
    legal_form: 'Public limited company',
    industry: 'Financial services',
    whistleblowing_channel: true,
    anti_bribery_policy: true,
  },
  unlabelled: ['regulated', 'industry', 'legal_form'],
};
