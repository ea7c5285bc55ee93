import type { QuestionnaireDefinitionInput } from '../../definition.ts';

export const businessAndRegulation: QuestionnaireDefinitionInput['sections'] = [
  {
    title: 'Business activities and jurisdictions',
    questions: [
      {
        key: 'business_description',
        text: 'What does the company do, and how does it earn its revenue?',
        type: 'LONG_TEXT',
        required: true,
      },
      {
        key: 'industry',
        text: 'In which industry is the company mainly active?',
        type: 'SINGLE_CHOICE',
        required: true,
        options: [
          'Financial services',
          'Virtual assets',
          'Payments and money transfer',
          'Gambling and gaming',
          'Real estate',
          'Precious metals, stones, art and antiques',
          'Defence and dual-use goods',
          'Energy and extractive industries',
          'Legal, accounting and corporate services',
          'Technology',
          'Trade and logistics',
          'Manufacturing',
          'Other',
        ],
      },
      {
        key: 'operating_countries',
        text: 'In which countries does the company have offices, customers or important suppliers?',
        type: 'LONG_TEXT',
        required: true,
      },
      {
        key: 'high_risk_jurisdictions',
        text: 'Does the company do business in or with a jurisdiction that the FATF calls high-risk or has put under increased monitoring?',
        type: 'BOOLEAN',
        required: true,
        helpText: 'The FATF updates both lists three times a year and publishes them on fatf-gafi.org.',
      },
      {
        key: 'high_risk_jurisdiction_details',
        text: 'Which jurisdictions, what kind of business, and what share of revenue?',
        type: 'LONG_TEXT',
        required: true,
        visibleWhen: { key: 'high_risk_jurisdictions', equals: 'true' },
      },
      {
        key: 'relationship_purpose',
        text: 'What are the purpose and the expected volume of the business relationship with us?',
        type: 'LONG_TEXT',
        required: true,
      },
    ],
  },
  {
    title: 'Regulation and licences',
    questions: [
      {
        key: 'regulated',
        text: 'Is the company licensed or supervised by a financial or other sector regulator?',
        type: 'BOOLEAN',
        required: true,
      },
      {
        key: 'regulator_name',
        text: 'Which authority supervises the company?',
        type: 'TEXT',
        required: true,
        visibleWhen: { key: 'regulated', equals: 'true' },
      },
      {
        key: 'regulator_country',
        text: 'In which country is that authority?',
        type: 'COUNTRY',
        required: true,
        visibleWhen: { key: 'regulated', equals: 'true' },
      },
      {
        key: 'licence_number',
        text: 'What is the licence or registration number?',
        type: 'TEXT',
        visibleWhen: { key: 'regulated', equals: 'true' },
      },
      {
        key: 'enforcement_action',
        text: 'Has the company, a director or a beneficial owner been fined, sanctioned, convicted or investigated for financial crime in the last five years?',
        type: 'BOOLEAN',
        required: true,
      },
      {
        key: 'enforcement_details',
        text: 'Please describe each case, the authority, the outcome and what was changed afterwards.',
        type: 'LONG_TEXT',
        required: true,
        visibleWhen: { key: 'enforcement_action', equals: 'true' },
      },
    ],
  },
];
