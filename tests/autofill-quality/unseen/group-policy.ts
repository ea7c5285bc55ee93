import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const groupPolicy: CorpusCase = {
  name: 'A parent company’s policy',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Silverbirch Leasing UK Limited', entityType: 'COMPANY' },
  documents: [
    {
      name: 'group-policy.pdf',
      format: 'pdf',
      pages: [
        [
          'Silverbirch Group plc: group financial crime policy',
          'This policy applies to Silverbirch Group plc and its subsidiaries, among them Silverbirch Leasing UK Limited and Silverbirch Finance (Jersey) Limited.',
          'Silverbirch Group plc is incorporated in England and Wales under number 02219480; its registered office is 100 Silver Street, Birmingham B1 2AA. Its shares are listed on the Main Market of the London Bourse.',
          'The group employs 5,400 people. Group revenue was EUR 1.9 billion in 2024.',
          'Group MLRO: Henrietta Vance, h.vance@silverbirch-group.example',
          'Local MLROs',
          [
            ['Company', 'MLRO', 'E-mail'],
            ['Silverbirch Leasing UK Limited', 'Omar Siddiqui', 'o.siddiqui@silverbirch-leasing.example'],
            [
              'Silverbirch Finance (Jersey) Limited',
              'Claire Le Brocq',
              'c.lebrocq@silverbirch-jersey.example',
            ],
          ],
          'Customers must be screened before onboarding. A customer that is a PEP needs approval by senior management. Where a customer is subject to sanctions, the account must be frozen.',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Silverbirch Leasing UK Limited',
    listed: true,
    legal_form: 'Private limited company',
    mlro_name: 'Omar Siddiqui',
    mlro_email: 'o.siddiqui@silverbirch-leasing.example',
  },
  unlabelled: ['listed'],
};
