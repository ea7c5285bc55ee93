import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const annualReport: CorpusCase = {
  name: 'Annual report pages',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Merrow Analytics plc', entityType: 'COMPANY' },
  documents: [
    {
      name: 'annual-report-2025.pdf',
      format: 'pdf',
      pages: [
        [
          'Merrow Analytics plc\nAnnual report and accounts 2025',
          'Strategic report',
          'The principal activity of the company is the development and licensing of software that forecasts demand for retailers. Revenue comes from annual subscriptions and, to a lesser extent, from implementation services.',
          'The company has offices in the United Kingdom, Ireland and Portugal, and customers in eleven countries of the European Economic Area.',
          'Our shares are listed on the Alderney Growth Exchange under the ticker MRRW. Our auditor, Pendle & Marsh LLP, has its registered office at 9 Chancery Mews, Leeds LS1 2AB and is registered under number OC311876.',
        ],
        [
          'Key figures',
          [
            ['EUR thousand', '2025', '2024'],
            ['Revenue', '48,250', '41,907'],
            ['Operating profit', '6,115', '4,980'],
            ['Average number of employees', '312', '287'],
          ],
          'Directors',
          'The directors who served during the year were Helen Margaret Sato, Rafael Duarte Lima and Ingrid Solveig Aas.',
          'Directors are not paid in shares. The former chairman, Peter Julian Crowe, resigned on 30 June 2024.',
        ],
        [
          'Governance',
          'Merrow Analytics plc was incorporated in England and Wales on 19 October 2009 as a public limited company, with company number 07042218. Its registered office is 60 Canal Wharf, Manchester M1 5WG.',
          'During the last five years neither the company nor any of its directors or beneficial owners has been fined, convicted or investigated for financial crime.',
          'We operate a confidential whistleblowing line, run by an outside provider, through which staff can report wrongdoing.',
          'The company is certified to ISO/IEC 27001 and publishes a SOC 2 Type II report every year. No personal data breach had to be notified to an authority in the last three years.',
        ],
      ],
    },
  ],
  expected: {
    business_description: { has: ['software', 'forecasts demand'] },
    industry: 'Technology',
    operating_countries: { has: ['United Kingdom', 'Ireland', 'Portugal'] },
    listed: true,
    listing_details: { has: ['MRRW'] },
    annual_revenue: 48_250_000,
    employee_count: 312,
    directors: { has: ['Helen Margaret Sato', 'Rafael Duarte Lima', 'Ingrid Solveig Aas'], lacks: ['Crowe'] },
    incorporation_date: '2009-10-19',
    incorporation_country: 'GB',
    legal_form: 'Public limited company',
    legal_name: 'Merrow Analytics plc',
    registration_number: '07042218',
    registered_address: { has: ['60 Canal Wharf', 'M1 5WG'], lacks: ['Chancery'] },
    enforcement_action: false,
    whistleblowing_channel: true,
    security_certifications: ['ISO/IEC 27001', 'SOC 2 Type II'],
    data_breach: false,
  },
};
