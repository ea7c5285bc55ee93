import { individualQuestionnaire } from '../../../src/domain/questionnaires/demo/individual-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const utilityBill: CorpusCase = {
  name: 'Utility bill',
  questionnaire: individualQuestionnaire,
  subject: { name: 'Thomas Whitcombe', entityType: 'INDIVIDUAL' },
  documents: [
    {
      name: 'electricity-bill.pdf',
      format: 'pdf',
      pages: [
        [
          'Brightwell Energy Limited',
          'Mr Thomas Whitcombe\nFlat 3, 27 Orchard Terrace\nExeter\nEX4 6PL\nUnited Kingdom',
          'Your electricity bill\nBill date: 6 October 2025',
          [
            ['Customer name', 'Mr Thomas Whitcombe'],
            ['Account number', '850 221 9047'],
            ['Supply address', 'Flat 3, 27 Orchard Terrace, Exeter EX4 6PL'],
            ['Amount due', '£118.40'],
          ],
          'Questions? Call 0330 555 0199 or write to help@brightwell-energy.example.',
          'Brightwell Energy Limited, registered office: 1 Turbine Way, Reading RG1 3EU. Registered in England and Wales number 06112045. VAT number GB 902 1144 87.',
        ],
      ],
    },
  ],
  expected: {
    full_name: { has: ['Thomas Whitcombe'] },
    residential_address: { has: ['27 Orchard Terrace', 'EX4 6PL'], lacks: ['Turbine'] },
    residence_country: 'GB',
  },
  unlabelled: ['residence_country'],
};
