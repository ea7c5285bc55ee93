import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { launchBrowser } from '../support/browser.ts';
import { createTestDatabase } from '../support/database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { desktop, overflow, phone } from '../support/recipient-browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Opens the reference and waits until it is shown. Notes what the page loads from elsewhere, and its errors. */
async function openReference(url: string, viewport = desktop): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(new URL(url).origin) || request.url().startsWith('data:');
    return isOwn || faults.push(`It loads ${request.url()}.`);
  });
  await page.goto(`${url}/api/v1/docs/`);
  await operation(page, 'Workflows-sendWorkflow').waitFor();
  return { page, faults };
}

const operation = (page: Page, id: string) => page.locator(`#operations-${id}`);

/** Opens an operation, sends its example and returns the status. */
async function execute(page: Page, id: string): Promise<string> {
  const opened = operation(page, id);
  await opened.locator('.opblock-summary-control').click();
  await opened.getByRole('button', { name: 'Execute' }).click();
  return opened.locator('.live-responses-table tbody .response-col_status').innerText();
}

describe.each([desktop, phone])('the API reference at a width of $width', (viewport) => {
  let gateway: TestGateway;
  let url: string;
  beforeAll(async () => {
    gateway = await startTestGateway({ hasDemoTenant: true });
    url = await gateway.listen();
  });
  afterAll(() => gateway.drop());

  test('the API reference sends its examples with the demo key, loads nothing from elsewhere and fits the screen', async () => {
    const { page, faults } = await openReference(url, viewport);
    expect(await overflow(page)).toBe(0);
    expect(await execute(page, 'Workflows-sendWorkflow')).toMatch(/^201/);
    expect(await execute(page, 'Credits-getCredits')).toMatch(/^200/);
    expect(await overflow(page)).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

test('under the path of PUBLIC_URL, the reference is found and sends its requests there', async () => {
  const gateway = await startTestGateway({
    hasDemoTenant: true,
    environment: { PUBLIC_URL: 'http://localhost/kyc' },
  });
  const url = `${await gateway.listen()}/kyc`;
  const { page, faults } = await openReference(url);
  expect(await execute(page, 'Credits-getCredits')).toMatch(/^200/);
  expect(faults).toEqual([]);
  await page.context().close();
  await gateway.drop();
});

test('the API reference contains no key in production', async () => {
  const database = await createTestDatabase();
  const gateway = await createGateway({
    settings: {
      ...readSettings({ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: database.settings.dataDir }),
      ...(database.settings.databaseUrl && { databaseUrl: database.settings.databaseUrl }),
      isProduction: true,
    },
  });
  const url = await gateway.listen();
  const { page, faults } = await openReference(url);
  expect(await page.locator('#configuration').textContent()).not.toContain('kycg');
  expect(await page.getByRole('button', { name: 'Execute' }).count()).toBe(0);
  expect(faults).toEqual([]);
  await page.context().close();
  await gateway.close();
  await database.drop();
});
