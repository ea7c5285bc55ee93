import type { Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { companyQuestionnaire } from '../../src/domain/questionnaires/demo/company-questionnaire.ts';
import { findViolations } from '../support/axe.ts';
import { answersOf, pdfNamed } from '../support/every-question.ts';
import { createLongQuestionnaire } from '../support/long-questionnaire.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import {
  desktop,
  eventually,
  hasFocus,
  heading,
  openStage,
  overflow,
  phone,
  press,
  type Stage,
} from '../support/recipient-browser.ts';
import { saveAnswers } from '../support/responses.ts';

let stage: Stage;
let questionnaireId: number;

beforeAll(async () => {
  stage = await openStage();
  ({ id: questionnaireId } = await createLongQuestionnaire(stage.world));
});
afterEach(() => expect(stage.watch).toEqual({ foreign: [], faults: [] }));
afterAll(() => stage?.close());

async function send(id = questionnaireId): Promise<{ responseId: string; address: string }> {
  const { status, body } = await stage.world.tenant.rest('POST', '/workflows/send/', {
    entity_id: stage.world.company,
    ddq: { questionnaire_id: id },
    email: 'recipient@example.com',
  });
  expect(status).toBe(201);
  return { responseId: body.response_id, address: await stage.newestAddress() };
}

const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();
const saved = (page: Page) => page.getByText(/^Saved at \d\d:\d\d$/).waitFor();
const yes = (page: Page, question: string) =>
  page.getByRole('radiogroup', { name: question }).getByRole('radio', { name: 'Yes', exact: true });

test.each([
  { title: 'with JavaScript', javaScriptEnabled: true },
  { title: 'without JavaScript', javaScriptEnabled: false },
])(
  'a long questionnaire is filled in section by section, checked, changed and submitted $title',
  async ({ javaScriptEnabled }) => {
    const { responseId } = await send();
    const page = await stage.openNewestLink({ javaScriptEnabled, isMobile: true, hasTouch: true });
    expect(await heading(page)).toBe('Acme Trading Ltd – A long questionnaire');
    await follow(page, 'Start');
    expect(await heading(page)).toBe('Company');
    await page.getByRole('textbox', { name: 'What is the name?' }).fill('Acme');
    await yes(page, 'Is it listed?').check();
    await press(page, 'Save and continue');
    await page.getByRole('heading', { level: 1, name: 'Details' }).waitFor();
    await page.goBack();
    expect(await page.getByRole('textbox', { name: 'What is the name?' }).inputValue()).toBe('Acme');
    await page.goForward();
    await press(page, 'Next: Listing');
    await page.getByRole('heading', { level: 1, name: 'Listing' }).waitFor();
    await press(page, 'Save and continue');
    await page.getByRole('heading', { level: 1, name: 'Declaration' }).waitFor();
    expect(
      await page.getByRole('textbox', { name: 'What is the address of the prospectus?' }).isVisible(),
    ).toBe(true);
    await page.getByRole('button', { name: 'Please add the chart.' }).setInputFiles(pdfNamed('chart.pdf'));
    if (javaScriptEnabled) {
      await page.getByRole('button', { name: 'Remove chart.pdf' }).waitFor();
    }
    await page.getByRole('checkbox', { name: 'All of this is true.' }).check();
    await press(page, 'Save and continue');
    await page.getByRole('heading', { level: 1, name: 'Check your answers' }).waitFor();

    // The exchange is missing: the list of problems leads to its field, and the field's page back.
    await press(page, 'Submit questionnaire');
    const summary = page.getByRole('alert');
    await eventually(() => summary.getByRole('link').allInnerTexts()).toEqual(['On which exchange?']);
    expect(await hasFocus(summary)).toBe(true);
    await summary.getByRole('link').click();
    const exchange = page.getByRole('textbox', { name: 'On which exchange?' });
    await eventually(() => hasFocus(exchange)).toBe(true);
    expect(await page.locator('#e20').innerText()).toContain('Please answer this question.');
    await exchange.fill('XETRA');
    await press(page, 'Save and continue');
    await page.getByRole('heading', { level: 1, name: 'Check your answers' }).waitFor();
    await follow(page, 'Change What is the name?');
    const name = page.getByRole('textbox', { name: 'What is the name?' });
    await eventually(() => hasFocus(name)).toBe(true);
    await name.fill('Acme Trading');
    await press(page, 'Save and continue');
    await page.getByText('Acme Trading', { exact: true }).waitFor();
    await press(page, 'Submit questionnaire');
    await page.getByText('Thank you. Everything that').waitFor();
    expect(await answersOf(stage.world, responseId)).toMatchObject({
      name: 'Acme Trading',
      listed: true,
      exchange: 'XETRA',
      truth: true,
      chart: [expect.any(String)],
    });
    await page.context().close();
  },
  120_000,
);

/** Whether the browser asks before it leaves the page. */
function watchDialogs(page: Page): { isAsked: boolean } {
  const watch = { isAsked: false };
  page.on('dialog', (dialog) => {
    watch.isAsked = true;
    return dialog.accept();
  });
  return watch;
}

const leaveForAllSections = async (page: Page) => {
  await page.getByRole('paragraph').getByRole('link', { name: 'All sections' }).click();
};
const taskList = (page: Page) =>
  page.getByRole('heading', { level: 1, name: 'Acme Trading Ltd – A long questionnaire' }).waitFor();

test('the page of a section saves while the recipient types, and before a link leads away from it', async () => {
  const { responseId, address } = await send();
  const page = await stage.openNewestLink();
  const dialogs = watchDialogs(page);
  await page.goto(`${address}?section=1`);
  await page.getByRole('textbox', { name: 'How many people?' }).fill('12');
  await page.getByRole('textbox', { name: 'What is the name?' }).focus();
  await saved(page);
  expect(await page.getByText('1 of 3 answered', { exact: true }).isVisible()).toBe(true);
  expect(await answersOf(stage.world, responseId)).toEqual({ staff: 12 });

  await page.getByRole('textbox', { name: 'What is the name?' }).fill('Acme');
  await leaveForAllSections(page);
  await taskList(page);
  expect(dialogs.isAsked).toBe(false);
  expect(await answersOf(stage.world, responseId)).toEqual({ name: 'Acme', staff: 12 });
  await page.context().close();
});

test('a link leads away from a section only when what was typed during a save is saved too', async () => {
  const { responseId, address } = await send();
  const page = await stage.openNewestLink();
  const dialogs = watchDialogs(page);
  await page.goto(`${address}?section=1`);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/w/**', async (route) => {
    if (route.request().method() === 'POST') {
      await released;
    }
    await route.continue();
  });
  const firstSave = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('textbox', { name: 'How many people?' }).fill('12');
  await page.getByRole('textbox', { name: 'What is the name?' }).focus();
  await firstSave;
  await page.getByRole('textbox', { name: 'What is the name?' }).fill('Acme');
  await leaveForAllSections(page);
  release();
  await taskList(page);
  expect(dialogs.isAsked).toBe(false);
  expect(await answersOf(stage.world, responseId)).toEqual({ name: 'Acme', staff: 12 });
  await page.context().close();
});

test('a question is hidden on its page until the answer on another page asks for it, and again once that is changed back', async () => {
  const { address } = await send();
  const page = await stage.openNewestLink();
  const prospectus = page.getByRole('textbox', { name: 'What is the address of the prospectus?' });
  const answerListed = async (answer: string) => {
    await page.goto(`${address}?section=1`);
    const group = page.getByRole('radiogroup', { name: 'Is it listed?' });
    await group.getByRole('radio', { name: answer, exact: true }).check();
    await saved(page);
    await page.goto(`${address}?section=4`);
  };
  const counted = (text: string) => page.getByText(text, { exact: true }).isVisible();

  await page.goto(`${address}?section=4`);
  await page.getByRole('checkbox', { name: 'All of this is true.' }).check();
  await saved(page);
  expect([await prospectus.isVisible(), await counted('1 of 2 answered')]).toEqual([false, true]);
  await answerListed('Yes');
  expect([await prospectus.isVisible(), await counted('1 of 3 answered')]).toEqual([true, true]);
  await answerListed('No');
  expect([await prospectus.isVisible(), await counted('1 of 2 answered')]).toEqual([false, true]);
  await page.context().close();
});

test('a question appears and disappears as the recipient types the answer that it depends on, on the same page', async () => {
  const { responseId, address } = await send();
  await saveAnswers(stage.world, responseId, { listed: true });
  const page = await stage.openNewestLink();
  await page.goto(`${address}?section=3`);
  const exchange = page.getByRole('textbox', { name: 'On which exchange?' });
  const supervised = page.getByRole('radiogroup', { name: 'Is it supervised?' });
  await exchange.waitFor();
  expect(await supervised.isVisible()).toBe(false);
  await exchange.fill('XETRA');
  await supervised.waitFor();
  await exchange.fill('Another');
  await supervised.waitFor({ state: 'hidden' });
  await page.context().close();
});

test('two tabs with a page of a section each are shown the conflict', async () => {
  const { address } = await send();
  const page = await stage.openNewestLink();
  const other = await page.context().newPage();
  await page.goto(`${address}?section=1`);
  await other.goto(`${address}?view=all`);
  await page.getByRole('textbox', { name: 'What is the name?' }).fill('From the first tab');
  await page.getByRole('textbox', { name: 'How many people?' }).focus();
  await saved(page);
  await other.getByRole('textbox', { name: 'What is the name?' }).fill('From the second tab');
  await other.getByRole('textbox', { name: 'How many people?' }).focus();
  await other.getByText('“From the first tab”').waitFor();
  await page.context().close();
});

test('axe finds nothing wrong with the pages of a long questionnaire, in both languages, in light and dark, on a phone and on a desk', async () => {
  const { responseId, address } = await send();
  await saveAnswers(stage.world, responseId, { name: 'Acme', listed: true, detail_1: 'One' });
  const page = await stage.openNewestLink();
  for (const query of ['view=sections', 'section=1', 'section=3&from=check', 'view=check', 'view=all']) {
    for (const [index, language] of (['en', 'de'] as const).entries()) {
      await page.goto(`${address}?${query}&lang=${language}`);
      for (const viewport of [phone, desktop]) {
        await page.setViewportSize(viewport);
        const isLight = (viewport === phone) === (index === 0);
        await page.emulateMedia({ colorScheme: isLight ? 'light' : 'dark' });
        expect([query, language, await overflow(page)]).toEqual([query, language, 0]);
        expect([query, language, await findViolations(page)]).toEqual([query, language, []]);
      }
    }
  }
  await page.goto(`${address}?view=check`);
  await press(page, 'Submit questionnaire');
  await page.getByRole('alert').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.context().close();
}, 120_000);

test('each further page of a long questionnaire is transferred in less than 10 kB', async () => {
  const { id } = await newQuestionnaire(stage.world.tenant, companyQuestionnaire);
  const { address } = await send(id);
  const context = await stage.visitor();
  const page = await context.newPage();
  await page.goto(address);
  const requests: Request[] = [];
  context.on('requestfinished', (request) => requests.push(request));
  const queries = [...companyQuestionnaire.sections.map((_, index) => `section=${index + 1}`), 'view=check'];
  for (const query of queries) {
    await page.goto(`${address}?${query}`);
  }
  await eventually(async () => requests.filter((request) => request.isNavigationRequest()).length).toBe(
    queries.length,
  );
  for (const request of requests) {
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    expect(responseBodySize + responseHeadersSize, request.url()).toBeLessThan(10_000);
  }
  await context.close();
});
