import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { launchBrowser } from '../support/browser.ts';
import { createTestDatabase } from '../support/database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { overflow } from '../support/recipient-browser.ts';

let gateway: TestGateway;
let browser: Browser;
let url: string;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  gateway = await startTestGateway({ hasDemoTenant: true });
  url = await gateway.listen();
});
afterEach(() => gateway?.drop());

const patience = { timeout: 8_000 };

/** The examples in their order, and what only the result of each contains. */
const examples = [
  { title: 'SendWorkflow', result: '"emailSent": true' },
  { title: 'Responses', result: '"totalCount": 3' },
  { title: 'SubmittedResponse', result: '"status": "SUBMITTED"' },
  { title: 'Review', result: '"status": "APPROVED"' },
  { title: 'StartAutofill', result: '"status": "PROCESSING"' },
  // It is run again until the work in the background is done.
  { title: 'AutofilledResponse', result: '"status": "COMPLETED"', isRepeated: true },
  { title: 'CapturedMail', result: '"to": "compliance@' },
  { title: 'CreateQuestionnaire', result: '"questionCount": 3' },
  { title: 'CreateWebhook', result: '"secret": "whsec_' },
  { title: 'SendPrefill', result: '"emailSent": true' },
  { title: 'PreviewWorkflow', result: '"cost": 1' },
  { title: 'FollowResponse', result: '"status": "APPROVED"' },
  { title: 'CreateBatch', result: '"total": 2' },
  { title: 'WhoAmI', result: '"available": 98' },
];

/** A browser that has never been here. */
const openProfile = async (width: number, height: number, address = `${url}/graphql`): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name: /execute query/i }).waitFor();
  return page;
};
const titles = async (page: Page) =>
  (await page.getByRole('tab').allInnerTexts()).map((title) => title.trim());
// The editors show spaces as no-break spaces, and break long lines.
const textOf = async (page: Page, selector: string) =>
  (await page.locator(selector).innerText()).replaceAll(/\s+/g, ' ');
const result = (page: Page) => textOf(page, '.result-window');
const run = (page: Page) => page.getByRole('button', { name: /execute query/i }).click();

/** Moves the mouse to the middle of a tab, presses and releases, as a hand does. */
async function clickTab(page: Page, title: string): Promise<void> {
  const tab = page.getByRole('tab').filter({ hasText: new RegExp(`^${title}`) });
  await tab.scrollIntoViewIfNeeded();
  const box = (await tab.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2 - 20, box.y + box.height / 2 + 30);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
  await page.mouse.down();
  // The tab follows the pointer that holds it within a few frames, if it does.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 12; frame += 1) {
      await new Promise((resolve) => (globalThis as any).requestAnimationFrame(resolve));
    }
  });
  await page.mouse.up();
  await expect.poll(() => tab.getAttribute('aria-selected'), patience).toBe('true');
  await expect.poll(() => textOf(page, '.graphiql-query-editor'), patience).toContain(title);
}

/** What the demo tenant has. */
async function counts() {
  const { data } = await gateway.graphql(
    `{
      viewer { tenant { credits { used } } }
      workflowSessions { totalCount }
      responses { totalCount }
      questionnaires { totalCount }
      webhooks { totalCount }
    }`,
    {},
    { key: gateway.demoKey },
  );
  return {
    used: data.viewer.tenant.credits.used,
    sessions: data.workflowSessions.totalCount,
    responses: data.responses.totalCount,
    questionnaires: data.questionnaires.totalCount,
    webhooks: data.webhooks.totalCount,
  };
}

describe.each([
  [1280, 800],
  [390, 844],
])('GraphiQL on a first visit at a width of %i', (width, height) => {
  test('every example runs as it is, in its order, with the mouse, once and in a tab of its own', async () => {
    const page = await openProfile(width, height);
    const before = await counts();
    for (const [index, { title, result: expected, isRepeated }] of examples.entries()) {
      await clickTab(page, title);
      // A tab that was never run shows no result of another.
      expect(await result(page)).not.toMatch(/"data"/);
      await run(page);
      await expect
        .poll(async () => {
          const shown = await result(page);
          if (isRepeated && /"data"/.test(shown) && !shown.includes(expected)) {
            await run(page);
          }
          return shown;
        }, patience)
        .toContain(expected);
      expect(await result(page), title).not.toMatch(/"errors"|Error"/);
      expect(await page.getByRole('tab').count(), String(index)).toBe(examples.length);
    }
    for (const { title, result: expected } of examples) {
      await clickTab(page, title);
      await expect.poll(() => result(page), patience).toContain(expected);
    }
    // The two prefills of the batch are created in the background.
    await expect.poll(counts, patience).toEqual({
      used: before.used + 2,
      sessions: before.sessions + 2,
      responses: before.responses + 3,
      questionnaires: before.questionnaires + 1,
      webhooks: before.webhooks + 1,
    });
    await page.context().close();
  });
});

test('the example of a subscription shows each change while it runs, and can be stopped and run again', async () => {
  const page = await openProfile(1280, 800);
  const review = (step: string) =>
    gateway.rest(
      'POST',
      `/responses/01900000-0000-7000-8000-00000000d303/${step}/`,
      {},
      { key: gateway.demoKey },
    );
  await clickTab(page, 'FollowResponse');
  await run(page);
  await expect.poll(() => result(page), patience).toContain('"status": "SUBMITTED"');
  await review('start-review');
  await expect.poll(() => result(page), patience).toContain('"status": "UNDER_REVIEW"');
  await page.getByRole('button', { name: /stop query/i }).click();
  await page.getByRole('button', { name: /execute query/i }).waitFor();
  await review('complete-review');
  await run(page);
  await expect.poll(() => result(page), patience).toContain('"status": "REVIEWED"');
  await page.context().close();
});

describe('a later visit', () => {
  /** Waits until GraphiQL, which waits for a pause, has stored what the browser shows. */
  const stored = (page: Page, text: string) =>
    expect
      .poll(
        () => page.evaluate(() => (globalThis as any).localStorage.getItem('graphiql:tabState')),
        patience,
      )
      .toContain(text);
  const reload = async (page: Page) => {
    await page.reload();
    await page.getByRole('button', { name: /execute query/i }).waitFor();
    await expect.poll(() => page.locator('.graphiql-query-editor .view-line').count(), patience).not.toBe(0);
  };
  const activeTitle = (page: Page) => page.locator('[role=tab][aria-selected=true]').innerText();

  test('a later visit to GraphiQL shows the tabs as they were, and no blank one', async () => {
    const page = await openProfile(1280, 800);
    await stored(page, 'WhoAmI');
    for (const title of ['SendWorkflow', 'SendPrefill', 'Responses']) {
      await clickTab(page, title);
      await stored(page, `"activeTabIndex":${examples.findIndex((example) => example.title === title)}`);
      await reload(page);
      expect(await titles(page)).toEqual(examples.map((example) => example.title));
      expect(await activeTitle(page)).toBe(title);
      await expect.poll(() => textOf(page, '.graphiql-query-editor'), patience).toContain(title);
    }
    await run(page);
    await expect.poll(() => result(page), patience).toContain('"totalCount": 2');
    await page.context().close();
  });

  test('a later visit to GraphiQL keeps what was edited', async () => {
    const page = await openProfile(1280, 800);
    await clickTab(page, 'WhoAmI');
    await page.locator('.graphiql-query-editor .view-line').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('query Mine { viewer { tenant { id } } }');
    await stored(page, 'query Mine');
    await reload(page);
    expect(await titles(page)).toEqual([...examples.slice(0, -1).map(({ title }) => title), 'Mine']);
    expect(await activeTitle(page)).toBe('Mine');
    await page.context().close();
  });

  test('a later visit to GraphiQL uses the key that the page has now', async () => {
    const page = await openProfile(1280, 800);
    await stored(page, 'WhoAmI');
    await page.evaluate((key) => {
      const { localStorage } = globalThis as any;
      for (const name of ['graphiql:tabState', 'postern:headers']) {
        localStorage.setItem(
          name,
          localStorage.getItem(name).replaceAll(key, 'kycg_live_of-an-earlier-database'),
        );
      }
    }, gateway.demoKey ?? '');
    await reload(page);
    await clickTab(page, 'WhoAmI');
    await run(page);
    await expect.poll(() => result(page), patience).toContain('"available": 100');
    await page.context().close();
  });

  test('opens a linked query beside the tabs', async () => {
    const link = `${url}/graphql?query=${encodeURIComponent('query Linked { viewer { tenant { name } } }')}`;
    const page = await openProfile(1280, 800);
    await stored(page, 'WhoAmI');
    await page.goto(link);
    await expect.poll(() => textOf(page, '.graphiql-query-editor'), patience).toContain('Linked');
    expect(await titles(page)).toEqual([...examples.map(({ title }) => title), 'Linked']);
    await run(page);
    await expect.poll(() => result(page), patience).toContain('"name"');
    await page.context().close();
  });
});

test('GraphiQL without a key opens the editor of headers', async () => {
  const database = await createTestDatabase();
  const production = await createGateway({
    settings: {
      ...readSettings({
        DATA_DIR: database.settings.dataDir,
        ...(database.settings.databaseUrl && { DATABASE_URL: database.settings.databaseUrl }),
        LOG_LEVEL: 'silent',
        PORT: '0',
      }),
      isProduction: true,
      servesGraphiql: true,
    },
  });
  const page = await openProfile(1280, 800, `${await production.listen()}/graphql`);
  await expect
    .poll(() => textOf(page, '.graphiql-editor-tool .graphiql-editor:not(.hidden)'), patience)
    .toContain('"Authorization": "Bearer "');
  await page.context().close();
  await production.close();
  await database.drop();
});

test('an example is chosen and run with the keyboard alone', async () => {
  const page = await openProfile(1280, 800);
  const focus = async (name: RegExp) => {
    const focused = () =>
      page.evaluate(() => {
        const { activeElement } = (globalThis as any).document;
        return activeElement.getAttribute('aria-label') ?? activeElement.innerText;
      });
    for (let presses = 0; presses < 60 && !name.test(await focused()); presses += 1) {
      await page.keyboard.press('Tab');
    }
    expect(await focused()).toMatch(name);
  };
  await focus(/^WhoAmI$/);
  await page.keyboard.press('Enter');
  await expect.poll(() => textOf(page, '.graphiql-query-editor'), patience).toContain('WhoAmI');
  await focus(/^Execute query/);
  await page.keyboard.press('Enter');
  await expect.poll(() => result(page), patience).toContain('"available": 100');
  await page.context().close();
});

test('an example is chosen and run on a touch screen', async () => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await page.goto(`${url}/graphql`);
  await page
    .getByRole('tab')
    .filter({ hasText: /^Review/ })
    .tap();
  await page.getByRole('button', { name: /execute query/i }).tap();
  await expect.poll(() => result(page), patience).toContain('"status": "APPROVED"');
  await context.close();
});

test('GraphiQL on a phone shows the result below the editor, and nothing is cut off', async () => {
  const page = await openProfile(390, 844);
  await run(page);
  await expect.poll(() => result(page), patience).toContain('"SENT"');
  const [editor, answer] = [
    (await page.locator('.graphiql-editors').boundingBox())!,
    (await page.locator('.result-window').boundingBox())!,
  ];
  for (const box of [editor, answer]) {
    expect(box.width).toBeGreaterThan(330);
    expect(box.height).toBeGreaterThan(250);
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    expect(box.y + box.height).toBeLessThanOrEqual(844);
  }
  expect(answer.y).toBeGreaterThanOrEqual(editor.y + editor.height);
  expect(await overflow(page)).toBe(0);
  await page.context().close();
});

test('a newcomer opens GraphiQL, runs the first example and follows the link in the captured mail', async () => {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const foreignRequests: string[] = [];
  page.on('request', (request) => {
    const target = request.url();
    if (!target.startsWith(url) && !/^(?:data|blob|about):/.test(target)) {
      foreignRequests.push(target);
    }
  });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));

  await page.goto(`${url}/graphql`);
  await run(page);
  await expect.poll(() => result(page), patience).toContain('"SENT"');
  expect(await result(page)).toContain('"Acme Ltd"');
  expect(await titles(page)).toEqual(examples.map(({ title }) => title));

  await page.goto(`${url}/dev/mail`);
  await page
    .getByRole('link', { name: /asks you to complete a questionnaire/ })
    .first()
    .click();
  const link = page.getByRole('link', { name: /\/w\// }).first();
  const target = new URL((await link.getAttribute('href')) ?? '');
  await page.goto(`${url}${target.pathname}`);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
    'Acme Ltd – Corporate due diligence',
  );

  expect(foreignRequests).toEqual([]);
  expect(problems).toEqual([]);
});
