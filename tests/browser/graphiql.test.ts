import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
let browser: Browser;
let url: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  url = await gateway.listen();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await gateway?.drop();
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
  await page.getByRole('button', { name: /execute query/i }).click();
  const answer = page.locator('.result-window');
  await expect.poll(() => answer.innerText(), { timeout: 20_000 }).toContain('"SENT"');
  // The editor shows spaces as no-break spaces.
  expect((await answer.innerText()).replaceAll('\u00a0', ' ')).toContain('"Acme Ltd"');

  const tabs = await page.getByRole('tab').allInnerTexts();
  expect(tabs.map((tab) => tab.trim())).toEqual([
    expect.stringContaining('SendWorkflow'),
    expect.stringContaining('Prefill'),
    expect.stringContaining('ListResponses'),
    expect.stringContaining('ReadResponse'),
    expect.stringContaining('StartReview'),
    expect.stringContaining('Autofill'),
    expect.stringContaining('Webhook'),
  ]);

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
