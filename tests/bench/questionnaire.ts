import type { AnswerValue } from '../../src/domain/questionnaires/answer-value.ts';

/** A questionnaire of exactly twenty questions, and an answer to each. Plain ASCII, so that characters are bytes. */
const questions = [
  ['legal_name', 'What is the registered legal name?', 'TEXT', 'Harbour Light Trading Ltd'],
  ['trading_name', 'Under which name does the company trade?', 'TEXT', 'Harbour Light'],
  ['registration_number', 'What is the registration number?', 'TEXT', '09482716'],
  ['incorporated_on', 'When was the company incorporated?', 'DATE', '2014-03-21'],
  ['country', 'In which country is it incorporated?', 'COUNTRY', 'GB'],
  [
    'address',
    'What is the registered address?',
    'LONG_TEXT',
    'Unit 4, Quay House\n12 Harbour Street\nBristol',
  ],
  ['website', 'What is the website?', 'URL', 'https://harbourlight.example/about'],
  ['contact_email', 'Who is the contact for compliance?', 'EMAIL', 'compliance@harbourlight.example'],
  ['employees', 'How many people are employed?', 'NUMBER', 48],
  ['annual_revenue', 'What was the revenue of the last financial year?', 'NUMBER', 7_250_000],
  ['is_regulated', 'Is the company regulated by a financial authority?', 'BOOLEAN', true],
  ['regulator', 'Which authority regulates it?', 'TEXT', 'Financial Conduct Authority'],
  [
    'business',
    'What does the company do?',
    'LONG_TEXT',
    'Trades marine equipment and charters small vessels.',
  ],
  [
    'owners',
    'Who owns more than a quarter of it?',
    'LONG_TEXT',
    'M. Okafor 60 percent, L. Svensson 40 percent.',
  ],
  ['has_pep', 'Is an owner a politically exposed person?', 'BOOLEAN', false],
  ['risk', 'How does the company rate its own risk?', 'SINGLE_CHOICE', 'Medium'],
  ['markets', 'Where are its customers?', 'MULTI_CHOICE', ['Europe', 'Asia']],
  ['source_of_funds', 'Where do its funds come from?', 'TEXT', 'Retained profit and a bank loan'],
  ['bank', 'Which bank does it use?', 'TEXT', 'Severn Mercantile Bank'],
  ['signed_by', 'Who signs for these answers?', 'TEXT', 'Miriam Okafor, director'],
] as const;

const options: Partial<Record<string, string[]>> = {
  risk: ['Low', 'Medium', 'High'],
  markets: ['Europe', 'Asia', 'Africa', 'Americas', 'Oceania'],
};

/** As `createQuestionnaire` takes it. */
export const benchQuestionnaire = {
  name: 'Counterparty review',
  description: 'Twenty questions of the usual kinds.',
  type: 'DDQ',
  sections: [
    {
      title: 'About the company',
      questions: questions.map(([key, text, type]) => ({
        key,
        text,
        type,
        required: true,
        options: options[key],
      })),
    },
  ],
};

/** What answers each question, by the question's key. */
export const benchAnswers: readonly { key: string; value: AnswerValue }[] = questions.map(
  ([key, , , value]) => ({
    key,
    value: typeof value === 'object' ? [...value] : value,
  }),
);
