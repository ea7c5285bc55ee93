import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const certificateOfIncorporation: CorpusCase = {
  name: 'Certificate of incorporation',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Thistledown Robotics', entityType: 'COMPANY' },
  documents: [
    {
      name: 'certificate.pdf',
      format: 'pdf',
      pages: [
        [
          'CERTIFICATE OF INCORPORATION\nOF A PRIVATE LIMITED COMPANY',
          'Company Number 13288470',
          'The Registrar of Companies for England and Wales hereby certifies that',
          'THISTLEDOWN ROBOTICS LTD',
          'is this day incorporated under the Companies Act 2006 as a private company, that the company is limited by shares, and the situation of its registered office is in England and Wales.',
          'Given at Companies House, Cardiff, on 23rd March 2021',
        ],
        [
          'Application to register a company',
          [
            ['Company Name in full', 'THISTLEDOWN ROBOTICS LTD'],
            ['Proposed registered office address', 'Unit 4 Foundry Lane\nSheffield S3 8GG'],
            ['Sic Codes', '28990 (Manufacture of other special-purpose machinery)'],
          ],
          'Proposed Officers\nCompany Director 1\nFull Forename(s): NIAMH\nSurname: OSTROWSKI\nDate of Birth: **/09/1988\nNationality: IRISH\nService Address: recorded as the company’s registered office',
          'Initial shareholdings\nName: NIAMH OSTROWSKI\nNumber of shares: 100\nCurrency: GBP',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'THISTLEDOWN ROBOTICS LTD',
    registration_number: '13288470',
    incorporation_date: '2021-03-23',
    incorporation_country: 'GB',
    legal_form: 'Private limited company',
    industry: 'Manufacturing',
  },
  unlabelled: ['incorporation_date', 'incorporation_country'],
};
