import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const dueDiligenceWorkbook: CorpusCase = {
  name: 'Due diligence workbook (English)',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Marlowe & Finch Commodities Ltd', entityType: 'COMPANY' },
  documents: [
    {
      name: 'dd-pack.xlsx',
      format: 'xlsx',
      pages: [
        [
          [
            ['Item', 'Detail'],
            ['Registered name', 'Marlowe & Finch Commodities Ltd'],
            ['Trading as', 'MFC Grains'],
            ['Company no.', '10447721'],
            ['Previous registered office', '2 Lime Passage, London EC3M 7AA'],
            ['Registered office', '18 Corn Exchange Row, Ipswich IP1 1DT'],
            ['Date of incorporation', '2016-08-25'],
            ['Turnover FY2024 (GBP)', '31,700,000'],
            ['Headcount', '27'],
            ['LEI', '213800WAVVOPS85N2205'],
            ['Regulator', 'None'],
            ['Security certifications', 'PCI DSS'],
          ],
        ],
        [
          [
            ['Shareholder', 'Type', 'Country', 'Shares', '%'],
            ['Edmund Finch', 'Individual', 'United Kingdom', '6,000', '60'],
            ['Marlowe Family Trust', 'Trust', 'Jersey', '4,000', '40'],
          ],
        ],
        [
          [
            ['Control', 'In place', 'Comment'],
            ['AML policy', 'Yes', 'approved by board 12 Jan 2025'],
            ['Sanctions screening', 'Yes', 'UN, EU, OFSI, OFAC - overnight'],
            ['Anti-bribery policy', 'Yes', ''],
            ['Whistleblowing line', 'No', 'planned'],
            ['Data breaches last 3 years', 'None', ''],
          ],
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Marlowe & Finch Commodities Ltd',
    trading_names: 'MFC Grains',
    registration_number: '10447721',
    registered_address: { has: ['18 Corn Exchange Row', 'IP1 1DT'], lacks: ['Lime'] },
    incorporation_date: '2016-08-25',
    employee_count: 27,
    lei: '213800WAVVOPS85N2205',
    legal_form: 'Private limited company',
    security_certifications: ['PCI DSS'],
    aml_programme: true,
    anti_bribery_policy: true,
    whistleblowing_channel: false,
    data_breach: false,
    sanctions_lists: [
      'UN Security Council',
      'European Union',
      'United Kingdom (OFSI)',
      'United States (OFAC)',
    ],
    screening_frequency: 'Daily',
    regulated: false,
  },
  unlabelled: ['regulated'],
};
