import type { QuestionnaireDefinitionInput } from '../../definition.ts';

export const operationsAndDeclaration: QuestionnaireDefinitionInput['sections'] = [
  {
    title: 'Data protection and information security',
    questions: [
      {
        key: 'security_certifications',
        hints: [
          'security certifications',
          'information security certifications',
          'certifications',
          'Zertifizierungen',
          'Zertifikate',
        ],
        text: 'Which information security certifications or reports does the company hold?',
        type: 'MULTI_CHOICE',
        required: true,
        options: ['ISO/IEC 27001', 'SOC 2 Type II', 'PCI DSS', 'Other', 'None'],
      },
      {
        key: 'data_breach',
        hints: [
          'data breach',
          'data breaches',
          'personal data breaches',
          'data breaches in the last three years',
          'security incidents',
          'Datenschutzverletzungen',
          'Datenpannen',
          'Datenschutzvorfälle',
        ],
        text: 'Has the company had to notify a personal data breach to an authority in the last three years?',
        type: 'BOOLEAN',
        required: true,
      },
      {
        key: 'data_breach_details',
        text: 'What happened, who was affected, and what was done about it?',
        type: 'LONG_TEXT',
        required: true,
        visibleWhen: { key: 'data_breach', equals: 'true' },
      },
    ],
  },
  {
    title: 'Financial information',
    questions: [
      {
        key: 'annual_revenue',
        text: 'What was the revenue of the last financial year, in euros?',
        type: 'NUMBER',
        required: true,
      },
      { key: 'employee_count', text: 'How many people does the company employ?', type: 'NUMBER', min: '0' },
      {
        key: 'source_of_funds',
        hints: ['source of funds', 'origin of funds', 'Herkunft der Mittel', 'Mittelherkunft'],
        text: 'Where do the funds for the business relationship with us come from?',
        type: 'LONG_TEXT',
        required: true,
      },
      {
        key: 'financial_statements',
        text: 'Please provide the most recent annual accounts.',
        type: 'FILE',
      },
    ],
  },
  {
    title: 'Declaration',
    questions: [
      {
        key: 'declaration_accurate',
        text: 'I declare that these answers are true and complete, and I will report any material change without delay.',
        type: 'ATTESTATION',
        required: true,
      },
      {
        key: 'signatory_name',
        text: 'What is the full name of the authorised signatory?',
        type: 'TEXT',
        required: true,
      },
      {
        key: 'declaration_date',
        text: 'On which date is this declaration made?',
        type: 'DATE',
        max: 'today',
        required: true,
      },
    ],
  },
];
