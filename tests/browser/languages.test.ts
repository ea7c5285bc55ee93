import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findViolations } from '../support/axe.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { openStage, overflow, press, type Stage } from '../support/recipient-browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => expect(stage.watch).toEqual({ foreign: [], faults: [] }));
afterAll(() => stage?.close());

const definition = {
  name: 'Suppliers',
  type: 'DDQ',
  language: 'en',
  sections: [
    {
      title: 'General',
      texts: { de: { title: 'Allgemeines' } },
      questions: [
        {
          key: 'branch',
          text: 'Which branch?',
          type: 'SINGLE_CHOICE',
          options: ['Trade', 'Industry'],
          texts: { de: { text: 'Welche Branche?', options: ['Handel', 'Industrie'] } },
        },
        { key: 'name', text: 'What is your name?', type: 'TEXT' },
      ],
    },
  ],
};

test('a person fills in a questionnaire in their browser’s language, and can change to another one without losing an answer', async () => {
  const { tenant, company } = stage.world;
  const { id } = await newQuestionnaire(tenant, definition);
  const { body: sent } = await tenant.rest('POST', '/workflows/send/', {
    entity_id: company,
    ddq: { questionnaire_id: id },
    email: 'recipient@example.com',
  });
  const page = await stage.openNewestLink({ locale: 'de-DE' });
  const branch = page.getByRole('radiogroup', { name: 'Welche Branche?' });
  await branch.getByRole('radio', { name: 'Handel', exact: true }).check();
  const name = page.getByRole('textbox', { name: 'What is your name?' });
  await name.fill('Ada');
  expect(await page.getByText('What is your name?').getAttribute('lang')).toBe('en');
  expect(await page.getByText('Welche Branche?').getAttribute('lang')).toBeNull();
  expect(await findViolations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await press(page, 'Entwurf speichern');
  await page.getByRole('link', { name: 'English', exact: true }).click();

  const english = page.getByRole('radiogroup', { name: 'Which branch?' });
  expect(await english.getByRole('radio', { name: 'Trade', exact: true }).isChecked()).toBe(true);
  expect(await name.inputValue()).toBe('Ada');
  expect(await page.locator('form [lang]').count()).toBe(0);
  await press(page, 'Submit questionnaire');
  await page.getByText('Trade', { exact: true }).waitFor();
  const { body } = await tenant.rest('GET', `/responses/${sent.response_id}/`);
  expect([body.status, body.language, body.answers[0].value]).toEqual(['SUBMITTED', 'en', 'Trade']);
});
