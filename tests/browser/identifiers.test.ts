import { afterAll, beforeAll, expect, test } from 'vitest';
import { findViolations } from '../support/axe.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { openStage, press, type Stage } from '../support/recipient-browser.ts';

let stage: Stage;
let questionnaireId: number;

beforeAll(async () => {
  stage = await openStage();
  ({ id: questionnaireId } = await newQuestionnaire(stage.world.tenant, {
    name: 'Owner',
    type: 'DDQ',
    sections: [
      {
        title: 'Owner',
        questions: [
          { key: 'markets', text: 'Where do you sell?', type: 'COUNTRIES', required: true },
          { key: 'phone', text: 'Telephone number', type: 'PHONE' },
          { key: 'share', text: 'Share of voting rights', type: 'PERCENTAGE' },
          { key: 'account', text: 'Bank account', type: 'IBAN' },
        ],
      },
    ],
  }));
});
afterAll(() => stage?.close());

test('several countries are found by any of their names and ticked, with the keyboard alone', async () => {
  const { body } = await stage.world.tenant.rest('POST', '/workflows/send/', {
    entity_id: stage.world.company,
    ddq: { questionnaire_id: questionnaireId },
    email: 'someone@example.com',
  });
  const page = await stage.openNewestLink();
  const search = page.getByRole('searchbox', { name: /Where do you sell\?/ });
  const list = page.getByRole('group', { name: 'Where do you sell?' });
  for (const name of ['holland', 'Ivory Coast']) {
    await search.fill(name);
    await search.press('Enter');
    await page.keyboard.press('Space');
  }
  await search.fill('austr');
  // Those that are ticked stay.
  expect(await list.locator('label:visible').allTextContents()).toEqual([
    'Australia',
    'Austria',
    'Côte d’Ivoire',
    'Netherlands',
  ]);
  await search.fill('');
  await page.getByLabel('Telephone number').fill('0031 20 123 4567');
  await page.getByLabel('Share of voting rights').fill('12.5 %');
  await page.getByLabel('Bank account').fill('nl91 abna 0417 1643 00');
  await press(page, 'Save draft');
  await page.waitForURL(/saved=1/);
  // Those that are ticked come first.
  expect(await list.locator('label').nth(1).textContent()).toBe('Netherlands');
  expect(await findViolations(page)).toEqual([]);
  const { body: response } = await stage.world.tenant.rest('GET', `/responses/${body.response_id}/`);
  expect(response.answers.map(({ value }: { value: unknown }) => value)).toEqual([
    ['CI', 'NL'],
    '+31201234567',
    12.5,
    'NL91ABNA0417164300',
  ]);
  expect(stage.watch).toEqual({ foreign: [], faults: [] });
});
