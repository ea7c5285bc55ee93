import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const amlPolicy: CorpusCase = {
  name: 'AML policy',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Kestrel Payments Ltd', entityType: 'COMPANY' },
  documents: [
    {
      name: 'aml-policy.docx',
      format: 'docx',
      pages: [
        [
          'Kestrel Payments Ltd',
          'Anti-money laundering and counter-terrorist financing policy',
          'Version 4.2. This policy was approved by the board of directors on 11 March 2025 and applies to all staff.',
          '1. Purpose',
          'Kestrel Payments Ltd is authorised and regulated by the Financial Conduct Authority (firm reference number 901445) as a payment institution.',
          '2. Responsibilities',
          'The Money Laundering Reporting Officer (MLRO) is Priya Ramanathan. She can be reached at p.ramanathan@kestrel-payments.example. The deputy MLRO is Colin Hatherley.',
          '3. Scope of the programme',
          'Our AML programme covers a business-wide risk assessment, customer due diligence, enhanced due diligence, transaction monitoring, suspicious activity reporting, record keeping and staff training.',
          '4. Screening',
          'We screen customers and counterparties against the sanctions lists of the UN Security Council, the European Union, OFSI and OFAC. All existing customers are rescreened daily.',
          'If a customer is a politically exposed person, senior management must approve the relationship. No account may be opened for a person who is subject to sanctions.',
          'We do not conduct business with customers in jurisdictions that the FATF calls high-risk or has put under increased monitoring.',
          '5. Review',
          'The programme was last audited independently on 14 November 2024.',
          'Previous MLRO: Stephen Boyle (until 2022).',
        ],
      ],
    },
  ],
  expected: {
    legal_form: 'Private limited company',
    regulated: true,
    regulator_name: { has: ['Financial Conduct Authority'] },
    licence_number: '901445',
    aml_programme: true,
    aml_components: [
      'Business-wide risk assessment',
      'Customer due diligence',
      'Enhanced due diligence',
      'Transaction monitoring',
      'Suspicious activity reporting',
      'Record keeping',
      'Staff training',
    ],
    mlro_name: 'Priya Ramanathan',
    mlro_email: 'p.ramanathan@kestrel-payments.example',
    sanctions_lists: [
      'UN Security Council',
      'European Union',
      'United Kingdom (OFSI)',
      'United States (OFAC)',
    ],
    screening_frequency: 'Daily',
    high_risk_jurisdictions: false,
    industry: 'Payments and money transfer',
    legal_name: 'Kestrel Payments Ltd',
  },
};
