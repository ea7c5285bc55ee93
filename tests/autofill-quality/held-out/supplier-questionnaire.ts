import type { QuestionnaireDefinitionInput } from '../../../src/domain/questionnaires/definition.ts';

/** A questionnaire of another kind and wording than the demo's, written after the engine. */
export const supplierQuestionnaire: QuestionnaireDefinitionInput = {
  name: 'Supplier registration',
  type: 'RFI',
  sections: [
    {
      title: 'Your organisation',
      questions: [
        { key: 'q1', text: 'Registered company name', type: 'TEXT', required: true },
        { key: 'q2', text: 'Company registration no.', type: 'TEXT', required: true },
        { key: 'q3', text: 'VAT number', type: 'TEXT' },
        { key: 'q4', text: 'Year-end date of your last accounts', type: 'DATE' },
        { key: 'q5', text: 'Date the business was founded', type: 'DATE' },
        { key: 'q6', text: 'Country of registration', type: 'COUNTRY' },
        { key: 'q7', text: 'Main telephone number', type: 'TEXT' },
        { key: 'q8', text: 'General contact email', type: 'EMAIL' },
        { key: 'q9', text: 'Company website', type: 'URL' },
        { key: 'q10', text: 'Number of staff', type: 'NUMBER' },
        { key: 'q11', text: 'Name of your ultimate parent company', type: 'TEXT' },
        { key: 'q12', text: 'Registration number of your parent company', type: 'TEXT' },
      ],
    },
    {
      title: 'People',
      questions: [
        { key: 'q20', text: 'Who is your data protection officer?', type: 'TEXT' },
        { key: 'q21', text: 'Email address of the data protection officer', type: 'EMAIL' },
        { key: 'q22', text: 'Chief executive', type: 'TEXT' },
        { key: 'q23', text: 'Who is your external auditor?', type: 'TEXT' },
        { key: 'q24', text: 'Name of your insurance broker', type: 'TEXT' },
      ],
    },
    {
      title: 'Terms and risk',
      questions: [
        {
          key: 'q30',
          text: 'What is the limit of indemnity of your professional indemnity insurance?',
          type: 'NUMBER',
        },
        { key: 'q31', text: 'When does your professional indemnity insurance expire?', type: 'DATE' },
        { key: 'q32', text: 'Do you use subcontractors?', type: 'BOOLEAN' },
        { key: 'q33', text: 'Do you pay all employees at least the living wage?', type: 'BOOLEAN' },
        { key: 'q34', text: 'Have you published a modern slavery statement?', type: 'BOOLEAN' },
        {
          key: 'q35',
          text: 'Which payment terms do you offer?',
          type: 'SINGLE_CHOICE',
          options: ['14 days', '30 days', '60 days'],
        },
        {
          key: 'q36',
          text: 'Which quality standards are you certified to?',
          type: 'MULTI_CHOICE',
          options: ['ISO 9001', 'ISO 14001', 'ISO 45001', 'None'],
        },
        { key: 'q37', text: 'Describe your business continuity arrangements.', type: 'LONG_TEXT' },
        { key: 'q38', text: 'IBAN', type: 'TEXT' },
        { key: 'q39', text: 'Name of your bank', type: 'TEXT' },
        { key: 'q40', text: 'Paid-up share capital in euros', type: 'NUMBER' },
        { key: 'q41', text: 'We accept the code of conduct.', type: 'BOOLEAN' },
        { key: 'q42', text: 'Do you screen your own suppliers for sanctions?', type: 'BOOLEAN' },
        { key: 'q43', text: 'Registered office', type: 'TEXT' },
      ],
    },
  ],
};
