import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { inBothLanguages } from './states.ts';

let browser: Browser;
let page: Page;
let server: PageServer;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  server = await startPageServer();
});
afterAll(async () => {
  await server.close();
  await page.context().close();
  await browser.close();
});

/** In German, whose words are longer; the browser tests look at the states of a running gateway in English. */
const inGerman = inBothLanguages.filter(({ language }) => language === 'de');

describe.each(inGerman)('$state, in German', ({ html }) => {
  it('a recipient’s page in German has no violations found by axe-core, and fits on a phone', async () => {
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    server.show(html);
    await page.goto(server.url);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await findViolations(page)).toEqual([]);
  });
});
