import type { Page } from 'playwright-core';
import { newQuestionnaire } from './questionnaires.ts';
import { samples } from './sample-files.ts';
import type { World } from './world.ts';

/** A questionnaire with a question of every type, one of them asked only after the answer to another. */
export const everyQuestion = {
  name: 'Every kind of question',
  type: 'DDQ',
  sections: [
    {
      title: 'Your company',
      questions: [
        {
          key: 'name',
          text: 'What is the company’s registered name?',
          type: 'TEXT',
          required: true,
          helpText: 'As it stands in the register.',
        },
        { key: 'story', text: 'What does the company do?', type: 'LONG_TEXT' },
        { key: 'founded', text: 'When was it founded?', type: 'DATE', required: true },
        { key: 'seat', text: 'In which country is its seat?', type: 'COUNTRY', required: true },
      ],
    },
    {
      title: 'Size and reach',
      questions: [
        { key: 'staff', text: 'How many people work there?', type: 'NUMBER', required: true },
        {
          key: 'size',
          text: 'Which size fits best?',
          type: 'SINGLE_CHOICE',
          required: true,
          options: ['Small', 'Medium', 'Large'],
        },
        {
          key: 'sector',
          text: 'In which sector does it work?',
          type: 'SINGLE_CHOICE',
          options: [
            'Agriculture',
            'Industry',
            'Trade',
            'Transport',
            'Finance',
            'Health',
            'Education',
            'Other',
          ],
        },
        {
          key: 'areas',
          text: 'Where does it trade?',
          type: 'MULTI_CHOICE',
          required: true,
          options: ['Europe', 'Asia', 'Africa'],
        },
        { key: 'listed', text: 'Is it listed on an exchange?', type: 'BOOLEAN', required: true },
        {
          key: 'exchange',
          text: 'On which exchange is it listed?',
          type: 'TEXT',
          required: true,
          visibleWhen: { key: 'listed', equals: 'true' },
        },
      ],
    },
    {
      title: 'Contact and evidence',
      questions: [
        { key: 'mail', text: 'Which address may we write to?', type: 'EMAIL', required: true },
        { key: 'site', text: 'What is the address of the website?', type: 'URL' },
        { key: 'extract', text: 'Please add an extract from the register.', type: 'FILE', required: true },
      ],
    },
  ],
};

/** The texts of its questions by their keys. */
export const texts: Record<string, string> = Object.fromEntries(
  everyQuestion.sections.flatMap(({ questions }) => questions).map(({ key, text }) => [key, text]),
);

/** The ARIA role of each question's control; the text of the question is the control’s name. */
export const roles = {
  name: 'textbox',
  story: 'textbox',
  founded: 'textbox',
  seat: 'combobox',
  staff: 'textbox',
  size: 'radiogroup',
  sector: 'combobox',
  areas: 'group',
  listed: 'radiogroup',
  exchange: 'textbox',
  mail: 'textbox',
  site: 'textbox',
  extract: 'button',
} as const;

export type Key = keyof typeof roles;

/** The control of a question, found as a screen reader names it. */
export const controlOf = (page: Page, key: Key) =>
  page.getByRole(roles[key], { name: texts[key] ?? '', exact: true });

/** Creates the questionnaire and returns its id. */
export const createEveryQuestion = async ({ tenant }: World): Promise<number> =>
  (await newQuestionnaire(tenant, everyQuestion)).id;

/** Asks the world's company for it by a mail, and returns what REST answers. */
export async function sendEveryQuestion(world: World, questionnaireId: number) {
  const { status, body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: questionnaireId },
    email: 'recipient@example.com',
  });
  if (status !== 201) {
    throw new Error(`The send was refused: ${JSON.stringify(body)}`);
  }
  return body;
}

/** Answers everything that is asked from the start, the required file excepted when it is left out. */
export async function answerEverything(page: Page, { withFile = true } = {}): Promise<void> {
  await controlOf(page, 'name').fill('Acme Trading Ltd');
  await controlOf(page, 'story').fill('We trade in anvils.\nSince long ago.');
  await controlOf(page, 'founded').fill('1949-09-17');
  await controlOf(page, 'seat').selectOption('DE');
  await controlOf(page, 'staff').fill('1,234.5');
  await controlOf(page, 'size').getByRole('radio', { name: 'Medium', exact: true }).check();
  await controlOf(page, 'sector').selectOption('Trade');
  await controlOf(page, 'areas').getByRole('checkbox', { name: 'Europe', exact: true }).check();
  await controlOf(page, 'areas').getByRole('checkbox', { name: 'Africa', exact: true }).check();
  await controlOf(page, 'listed').getByRole('radio', { name: 'Yes', exact: true }).check();
  await controlOf(page, 'mail').fill('info@acme.example');
  await controlOf(page, 'site').fill('https://acme.example/');
  if (withFile) {
    await controlOf(page, 'extract').setInputFiles(pdfNamed('extract.pdf'));
  }
}

/** The answers above as the API knows them. */
export const answersGiven = {
  name: 'Acme Trading Ltd',
  story: 'We trade in anvils.\nSince long ago.',
  founded: '1949-09-17',
  seat: 'DE',
  staff: 1234.5,
  size: 'Medium',
  sector: 'Trade',
  areas: ['Europe', 'Africa'],
  listed: true,
  mail: 'info@acme.example',
  site: 'https://acme.example/',
};

export const pdfNamed = (name: string) => ({ name, mimeType: 'application/pdf', buffer: samples.pdf(name) });

/** The answers that a response holds, by the keys of their questions; those that it has none to are left out. */
export async function answersOf(world: World, responseId: string): Promise<Record<string, unknown>> {
  const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
  const answers: { question_key: string; value: unknown }[] = body.answers;
  return Object.fromEntries(
    answers.filter(({ value }) => value !== null).map(({ question_key, value }) => [question_key, value]),
  );
}
