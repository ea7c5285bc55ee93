import type { AnswerValue } from '../../questionnaires/answer-value.ts';

/** The answers of the demo tenant's submitted response, to the questionnaire for individuals, by the keys of its questions. */
export const demoAnswers: Readonly<Record<string, AnswerValue>> = {
  full_name: 'Amara Lindqvist',
  date_of_birth: '1984-09-17',
  nationality: 'SE',
  residential_address: 'Strandvägen 7\n114 56 Stockholm',
  residence_country: 'SE',
  employment_status: 'Business owner',
  occupation: 'Managing director of a trading company',
  source_of_wealth: ['Business income', 'Investments'],
  is_pep: false,
  tax_country: 'SE',
  tax_number: '840917-2386',
  declaration_accurate: true,
};
